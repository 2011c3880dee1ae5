package io.github.nucleoscope.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Layer.BatchNormalisation;
import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.Output;
import io.github.nucleoscope.network.Layer.Repetition;
import io.github.nucleoscope.network.Layer.Residual.Shortcut;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.network.Layer;

/** Changes architectures as remedies require. */
final class Architectures {

    private Architectures() {}

    /** Returns the number of layers with weights; projections in shortcuts do not count. */
    static int depth(Architecture architecture) {
        return depth(architecture.layers());
    }

    private static int depth(List<Layer> layers) {
        int depth = 0;
        for (Layer layer : expanded(layers)) {
            if (layer instanceof Residual residual) {
                depth += depth(residual.body());
            } else if (layer instanceof Convolution || layer instanceof FullyConnected || layer instanceof Output) {
                depth++;
            }
        }
        return depth;
    }

    /** Adds batch normalisation after every convolution (Ioffe and Szegedy 2015, section 3.2); empty if all have it. */
    static Optional<Architecture> normalised(Architecture architecture) {
        return changed(architecture, normalised(architecture.layers()));
    }

    private static List<Layer> normalised(List<Layer> layers) {
        List<Layer> changed = new ArrayList<>();
        List<Layer> expanded = expanded(layers);
        for (int i = 0; i < expanded.size(); i++) {
            Layer layer = expanded.get(i);
            if (layer instanceof Residual residual) {
                changed.add(new Residual(residual.shortcut(), normalised(residual.body())));
                continue;
            }
            changed.add(layer);
            boolean there = i + 1 < expanded.size() && expanded.get(i + 1) instanceof BatchNormalisation;
            if (layer instanceof Convolution && !there) {
                changed.add(new BatchNormalisation());
            }
        }
        return changed;
    }

    /**
     * Adds a shortcut past every two consecutive convolutions (He et al. 2016, figure 2): an identity if the shape
     * stays the same, otherwise a projection. Empty if there are no such pairs, or the network has shortcuts already.
     */
    static Optional<Architecture> residual(Architecture architecture) {
        List<Layer> expanded = expanded(architecture.layers());
        List<Layer> changed = new ArrayList<>();
        int channels = 1;
        int i = 0;
        while (i < expanded.size()) {
            Layer layer = expanded.get(i);
            if (layer instanceof Residual) {
                // It has shortcuts already.
                return Optional.empty();
            }
            List<Layer> first = unit(expanded, i);
            List<Layer> second = first.isEmpty() ? first : unit(expanded, i + first.size());
            if (second.isEmpty()) {
                changed.add(layer);
                channels = layer instanceof Convolution c ? c.filters() : channels;
                i++;
                continue;
            }
            List<Layer> body = new ArrayList<>(first);
            body.addAll(second);
            Convolution one = (Convolution) first.get(0);
            Convolution two = (Convolution) second.get(0);
            boolean same = two.filters() == channels && one.stride() == 1 && two.stride() == 1;
            changed.add(new Residual(same ? Shortcut.IDENTITY : Shortcut.PROJECTION, body));
            channels = two.filters();
            i += body.size();
        }
        return changed(architecture, changed);
    }

    /** Returns the convolution at an index and its batch normalisation; empty if there is no convolution. */
    private static List<Layer> unit(List<Layer> layers, int at) {
        if (at >= layers.size() || !(layers.get(at) instanceof Convolution)) {
            return List.of();
        }
        boolean normalised = at + 1 < layers.size() && layers.get(at + 1) instanceof BatchNormalisation;
        return layers.subList(at, at + (normalised ? 2 : 1));
    }

    /** Multiplies the rate of every dropout by a factor; empty if there is no dropout. */
    static Optional<Architecture> withDropout(Architecture architecture, double part) {
        return changed(architecture, withDropout(architecture.layers(), part));
    }

    private static List<Layer> withDropout(List<Layer> layers, double part) {
        return expanded(layers).stream().map(layer -> {
            if (layer instanceof Residual residual) {
                return new Residual(residual.shortcut(), withDropout(residual.body(), part));
            }
            return layer instanceof Dropout dropout ? new Dropout(dropout.rate() * part) : layer;
        }).toList();
    }

    private static Optional<Architecture> changed(Architecture from, List<Layer> layers) {
        return layers.equals(expanded(from.layers())) ? Optional.empty() : Optional.of(new Architecture(layers));
    }

    /** Returns the layers with the repetitions of this level expanded. */
    private static List<Layer> expanded(List<Layer> layers) {
        List<Layer> expanded = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer instanceof Repetition repetition) {
                for (int i = 0; i < repetition.times(); i++) {
                    expanded.addAll(expanded(repetition.layers()));
                }
            } else {
                expanded.add(layer);
            }
        }
        return expanded;
    }
}
