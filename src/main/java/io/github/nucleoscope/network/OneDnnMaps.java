package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;

import org.bytedeco.dnnl.memory;

/**
 * Feature maps of a mini-batch in oneDNN's memory, [batch, height, width, channels] without gaps.
 *
 * @param values the maps
 * @param gradient the loss's gradient by them, laid out alike; null where it is not wanted
 * @param shape of one image's maps
 * @param desc their sizes, [batch, channels, height, width] for oneDNN, and the layout
 * @param gather steps that add the gradients of further readers to {@code gradient}; filled while readers are built
 */
record OneDnnMaps(memory values, memory gradient, TensorShape shape, memory.desc desc, List<OneDnnStep> gather) {

    OneDnnMaps(memory values, memory gradient, TensorShape shape, memory.desc desc) {
        this(values, gradient, shape, desc, new ArrayList<>());
    }

    /** Where an operation works in place: the same memory as its output's, whose readers are others. */
    OneDnnMaps inPlace() {
        return new OneDnnMaps(values, gradient, shape, desc);
    }
}
