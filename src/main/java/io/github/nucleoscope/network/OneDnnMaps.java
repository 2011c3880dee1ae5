package io.github.nucleoscope.network;

import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * Feature maps of a mini-batch in oneDNN's memory. Sizes are [batch, channels, height, width] for oneDNN, whatever the
 * layout.
 *
 * @param values the maps
 * @param gradient the loss's gradient by them, in the same layout; null where it is not wanted
 * @param desc the layout
 * @param shape of one image's maps
 * @param flat whether the layout is [batch, units]
 * @param gather steps that add the gradients of further readers to {@code gradient}; filled while readers are built
 */
record OneDnnMaps(memory values, memory gradient, memory.desc desc, TensorShape shape, boolean flat,
        List<OneDnnStep> gather) {

    /** Number of values. */
    long count(int batch) {
        return (long) batch * shape.values();
    }
}
