package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;

import org.bytedeco.dnnl.memory;

/**
 * Feature maps of a mini-batch in oneDNN's memory, [batch, height, width, channels] without gaps.
 *
 * @param values the maps
 * @param gradient their gradient, in the same layout; null if it is not needed
 * @param shape shape of one image's maps
 * @param desc their dimensions, [batch, channels, height, width] for oneDNN, and layout
 * @param gather steps that add the gradients from further readers to {@code gradient}; filled while readers are added
 */
record OneDnnMaps(memory values, memory gradient, TensorShape shape, memory.desc desc, List<OneDnnStep> gather) {

    OneDnnMaps(memory values, memory gradient, TensorShape shape, memory.desc desc) {
        this(values, gradient, shape, desc, new ArrayList<>());
    }

    /** Returns the output of an in-place operation: it shares the memory, but has readers of its own. */
    OneDnnMaps inPlace() {
        return new OneDnnMaps(values, gradient, shape, desc);
    }
}
