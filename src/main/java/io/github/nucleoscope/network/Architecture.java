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
 * {@link #toString} prints it back.
 *
 * @param layers one or more layers; the last one, and no other, is an {@link Output} or {@link Maps}
 */
public record Architecture(List<Layer> layers) {

    /** The shallow network that reached 66 % where VGG-11 stayed at 55 %. */
    public static final Architecture SHALLOW = Preset.SHALLOW.architecture(1);

    /** The most layers, repetitions counted as often as they repeat. */
    static final int MOST_LAYERS = 500;

    public Architecture {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new InputException("a network needs at least an output");
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
                throw new InputException("'" + expanded.get(i) + "' stands after a fully connected layer, "
                        + "which leaves no image: put it before");
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
     * @throws NotationException naming the token that is wrong and where it stands
     */
    public static Architecture parse(String notation) {
        return Preset.parse(notation).orElseGet(() -> new Architecture(Notation.parse(notation)));
    }

    /** Whether a layer works on the pixels of an image, which a fully connected layer does not leave. */
    static boolean needsImage(Layer layer) {
        return layer instanceof Convolution || layer instanceof Pooling || layer instanceof GlobalAveragePooling
                || layer instanceof Residual || layer instanceof Upsampling || layer instanceof Maps;
    }

    /** How many layers a token stands for; a number above {@link #MOST_LAYERS} where there are more. */
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

    /** The layers with repetitions written out, at this level; bodies of residual blocks are left as they are. */
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
     * The last layer of a network that tells classes apart.
     *
     * @throws InputException where the network answers for each pixel
     */
    public Output output() {
        if (layers.get(layers.size() - 1) instanceof Output output) {
            return output;
        }
        throw new InputException("the network ends with '" + layers.get(layers.size() - 1)
                + "', which answers for each pixel, as segmentation does: end it with 'o' to tell classes apart");
    }

    /**
     * How many maps a network makes that answers for each pixel.
     *
     * @throws InputException where the network tells classes apart
     */
    public int maps() {
        if (layers.get(layers.size() - 1) instanceof Maps maps) {
            return maps.count();
        }
        throw new InputException("the network ends with '" + output()
                + "', which tells classes of crops apart: end it with 'map2' to answer for each pixel");
    }

    /** Whether the network answers for each pixel. */
    public boolean isPerPixel() {
        return layers.get(layers.size() - 1) instanceof Maps;
    }

    /**
     * This network for a number of classes: {@code o} becomes a softmax where there are more than two.
     *
     * @throws InputException where the output is written for another number of classes
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

    /** The notation, tokens separated by {@code " - "}. */
    @Override
    public String toString() {
        return Layer.join(layers);
    }
}
