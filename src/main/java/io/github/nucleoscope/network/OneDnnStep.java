package io.github.nucleoscope.network;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;

/** A oneDNN primitive that is bound to its memory once, so that running it allocates nothing. */
final class OneDnnStep implements Runnable {

    private final primitive primitive;
    private final memory.desc scratchpad;
    private final IntMemoryMap arguments = new IntMemoryMap();

    /**
     * @param primitive primitive created with {@link #attributes}
     * @param chosen descriptor from which it was created
     */
    OneDnnStep(primitive primitive, primitive_desc_base chosen) {
        this.primitive = primitive;
        scratchpad = chosen.scratchpad_desc();
    }

    /**
     * Returns the attributes of every primitive: scratch memory is supplied by the caller. oneDNN's own scratch memory
     * belongs to the thread that created the primitive, so that no other thread could run it.
     */
    static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    /** Creates a step that copies from one layout to another. */
    static OneDnnStep reorder(memory from, memory to) {
        reorder.primitive_desc chosen = new reorder.primitive_desc(from, to, attributes(), false);
        return new OneDnnStep(new reorder(chosen), chosen).with(dnnl.DNNL_ARG_FROM, from).with(dnnl.DNNL_ARG_TO, to);
    }

    OneDnnStep with(int argument, memory memory) {
        arguments.put(argument, memory);
        return this;
    }

    /** Bytes of scratch memory that the step needs while it runs. */
    long scratchBytes() {
        return scratchpad.get_size();
    }

    /** Sets scratch memory of at least the required size; steps that run one after the other can share it. */
    void useScratch(memory shared) {
        if (scratchBytes() > 0) {
            with(dnnl.DNNL_ARG_SCRATCHPAD, OneDnn.as(scratchpad, shared));
        }
    }

    @Override
    public void run() {
        primitive.execute(OneDnn.stream(), arguments);
    }
}
