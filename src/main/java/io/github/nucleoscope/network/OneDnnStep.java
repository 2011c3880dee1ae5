package io.github.nucleoscope.network;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.global.dnnl;

/** One oneDNN primitive bound to its memory once: running it allocates nothing. */
final class OneDnnStep implements Runnable {

    private final primitive primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();

    OneDnnStep(primitive primitive) {
        this.primitive = primitive;
    }

    /** Copies from one layout to another. */
    static OneDnnStep reorder(memory from, memory to) {
        return new OneDnnStep(new reorder(from, to)).with(dnnl.DNNL_ARG_FROM, from).with(dnnl.DNNL_ARG_TO, to);
    }

    OneDnnStep with(int argument, memory memory) {
        arguments.put(argument, memory);
        return this;
    }

    @Override
    public void run() {
        primitive.execute(OneDnn.stream(), arguments);
    }
}
