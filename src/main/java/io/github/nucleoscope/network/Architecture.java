package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.GlobalAveragePooling;
import io.github.nucleoscope.network.Layer.Maps;
import io.github.nucleoscope.network.Layer.Output;
import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Layer.Repetition;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.network.Layer.Upsampling;
import io.github.nucleoscope.problem.InputException;

/**
 * A network without weights: its layers in order, the output last. {@link #parse} reads the notation and
 * {@link #toString} writes it.
 *
 * @param layers one or more layers; the last one, and no other, is an {@link Output} or {@link Maps}
 */
public record Architecture(List<Layer> layers) {

    /** The shallow network, see {@link Preset#SHALLOW}. */
    public static final Architecture SHALLOW = Preset.SHALLOW.architecture(1);

    /** The default network for classification, see {@link Preset#DEFAULT}. */
    public static final Architecture DEFAULT = Preset.DEFAULT.architecture(1);

    /** Largest number of layers, with repetitions expanded. */
    static final int MOST_LAYERS = 500;

    public Architecture {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new InputException("a network needs at least an output layer");
        }
        int count = 0;
        for (Layer layer : layers) {
            count = Math.min(MOST_LAYERS + 1, count + count(layer));
        }
        if (count > MOST_LAYERS) {
            throw new InputException("the network has more than " + MOST_LAYERS + " layers");
        }
        List<Layer> expanded = expand(layers);
        boolean image = true;
        for (int i = 0; i < expanded.size(); i++) {
            if (expanded.get(i).isOutput() != (i == expanded.size() - 1)) {
                throw new InputException("the last layer of a network, and no other, is its output");
            }
            if (needsImage(expanded.get(i)) && !image) {
                throw new InputException("'" + expanded.get(i) + "' comes after a fully connected layer, "
                        + "whose output is not an image: put it before");
            }
            image &= !(expanded.get(i) instanceof FullyConnected);
        }
        if (!layers.get(layers.size() - 1).isOutput()) {
            throw new InputException("the output of a network cannot be repeated");
        }
    }

    /**
     * Reads a notation such as {@code 32conv3x3 - mp2x2 - fc32 - o}, or the name of a {@link Preset} with or without a
     * width factor, such as {@code vgg11@1/8}.
     *
     * @throws NotationException naming the invalid token and its position
     */
    public static Architecture parse(String notation) {
        return Preset.parse(notation).orElseGet(() -> new Architecture(Notation.parse(notation)));
    }

    /** Whether a layer needs an image as its input, which the output of a fully connected layer is not. */
    static boolean needsImage(Layer layer) {
        return layer instanceof Convolution || layer instanceof Pooling || layer instanceof GlobalAveragePooling
                || layer instanceof Residual || layer instanceof Upsampling || layer instanceof Maps;
    }

    /** Returns the number of layers that a token stands for, clipped to {@link #MOST_LAYERS} + 1. */
    static int count(Layer layer) {
        int times = 1;
        List<Layer> inside;
        if (layer instanceof Repetition repetition) {
            times = repetition.times();
            inside = repetition.layers();
        } else if (layer instanceof Residual residual) {
            inside = residual.body();
        } else {
            return 1;
        }
        int sum = 0;
        for (Layer child : inside) {
            sum = Math.min(MOST_LAYERS + 1, sum + count(child));
        }
        return Math.min(MOST_LAYERS + 1, sum * times);
    }

    /** Returns the layers with repetitions expanded at this level, but not in the bodies of residual blocks. */
    static List<Layer> expand(List<Layer> layers) {
        List<Layer> expanded = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer instanceof Repetition repetition) {
                List<Layer> once = expand(repetition.layers());
                for (int i = 0; i < repetition.times(); i++) {
                    expanded.addAll(once);
                }
            } else {
                expanded.add(layer);
            }
        }
        return expanded;
    }

    /**
     * Returns the output layer of a classification network.
     *
     * @throws InputException if the network's output is per pixel
     */
    public Output output() {
        if (layers.get(layers.size() - 1) instanceof Output output) {
            return output;
        }
        throw new InputException("the network ends with '" + layers.get(layers.size() - 1)
                + "', whose output is per pixel, as in segmentation: end it with 'o' to classify");
    }

    /**
     * Returns the number of output maps of a network whose output is per pixel.
     *
     * @throws InputException if this is a classification network
     */
    public int maps() {
        if (layers.get(layers.size() - 1) instanceof Maps maps) {
            return maps.count();
        }
        throw new InputException("the network ends with '" + output()
                + "', which classifies crops: end it with 'map2' for an output per pixel");
    }

    /** Whether the network's output is per pixel, as in segmentation. */
    public boolean isPerPixel() {
        return layers.get(layers.size() - 1) instanceof Maps;
    }

    /**
     * Returns this network for a number of classes: {@code o} becomes a softmax if there are more than two.
     *
     * @throws InputException if the output is written for another number of classes
     */
    public Architecture forClasses(int classes) {
        if (output().classes() == classes) {
            return this;
        }
        if (output().units() != 1) {
            throw new InputException("the network ends with '" + output() + "' but there are " + classes
                    + " classes: end it with 'o" + classes + "'");
        }
        List<Layer> changed = new ArrayList<>(layers);
        changed.set(layers.size() - 1, new Output(classes));
        return new Architecture(changed);
    }

    /** Returns these layers with an output for another number of classes. */
    public Architecture withOutput(int classes) {
        List<Layer> changed = new ArrayList<>(layers);
        changed.set(layers.size() - 1, new Output(classes == 2 ? 1 : classes));
        return new Architecture(changed);
    }

    /** Returns the notation, with tokens separated by {@code " - "}. */
    @Override
    public String toString() {
        return Layer.join(layers);
    }
}
