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

/** Networks changed as remedies want it. */
final class Architectures {

    private Architectures() {}

    /** How many layers with weights there are; projections of shortcuts do not count. */
    static int depth(Architecture architecture) {
        return depth(architecture.layers());
    }

    private static int depth(List<Layer> layers) {
        int depth = 0;
        for (Layer layer : written(layers)) {
            if (layer instanceof Residual residual) {
                depth += depth(residual.body());
            } else if (layer instanceof Convolution || layer instanceof FullyConnected || layer instanceof Output) {
                depth++;
            }
        }
        return depth;
    }

    /** Batch normalisation after every convolution (Ioffe and Szegedy 2015, section 3.2); empty where it is there. */
    static Optional<Architecture> normalised(Architecture architecture) {
        return changed(architecture, normalised(architecture.layers()));
    }

    private static List<Layer> normalised(List<Layer> layers) {
        List<Layer> changed = new ArrayList<>();
        List<Layer> written = written(layers);
        for (int i = 0; i < written.size(); i++) {
            Layer layer = written.get(i);
            if (layer instanceof Residual residual) {
                changed.add(new Residual(residual.shortcut(), normalised(residual.body())));
                continue;
            }
            changed.add(layer);
            boolean there = i + 1 < written.size() && written.get(i + 1) instanceof BatchNormalisation;
            if (layer instanceof Convolution && !there) {
                changed.add(new BatchNormalisation());
            }
        }
        return changed;
    }

    /**
     * Shortcuts past every two convolutions that follow each other (He et al. 2016, figure 2): as they are where
     * the shape stays, otherwise by a projection. Empty where there are no such pairs.
     */
    static Optional<Architecture> residual(Architecture architecture) {
        List<Layer> written = written(architecture.layers());
        List<Layer> changed = new ArrayList<>();
        int channels = 1;
        int i = 0;
        while (i < written.size()) {
            Layer layer = written.get(i);
            if (layer instanceof Residual) {
                // It has shortcuts already.
                return Optional.empty();
            }
            List<Layer> first = unit(written, i);
            List<Layer> second = first.isEmpty() ? first : unit(written, i + first.size());
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

    /** A convolution with its batch normalisation, where one is at this place. */
    private static List<Layer> unit(List<Layer> layers, int at) {
        if (at >= layers.size() || !(layers.get(at) instanceof Convolution)) {
            return List.of();
        }
        boolean normalised = at + 1 < layers.size() && layers.get(at + 1) instanceof BatchNormalisation;
        return layers.subList(at, at + (normalised ? 2 : 1));
    }

    /** Every dropout with a part of its rate; empty where there is none. */
    static Optional<Architecture> withDropout(Architecture architecture, double part) {
        return changed(architecture, withDropout(architecture.layers(), part));
    }

    private static List<Layer> withDropout(List<Layer> layers, double part) {
        return written(layers).stream().map(layer -> {
            if (layer instanceof Residual residual) {
                return new Residual(residual.shortcut(), withDropout(residual.body(), part));
            }
            return layer instanceof Dropout dropout ? new Dropout(dropout.rate() * part) : layer;
        }).toList();
    }

    private static Optional<Architecture> changed(Architecture from, List<Layer> layers) {
        return layers.equals(written(from.layers())) ? Optional.empty() : Optional.of(new Architecture(layers));
    }

    /** Repetitions written out, at this level. */
    private static List<Layer> written(List<Layer> layers) {
        List<Layer> written = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer instanceof Repetition repetition) {
                for (int i = 0; i < repetition.times(); i++) {
                    written.addAll(written(repetition.layers()));
                }
            } else {
                written.add(layer);
            }
        }
        return written;
    }
}
