package io.github.nucleoscope.network;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Access to the oneDNN library on the CPU: one engine and one stream for all graphs. */
final class OneDnn {


    private OneDnn() {}

    /** Whether the library is available; checked once. */
    static boolean isAvailable() {
        return Availability.LOADS;
    }

    private static final class Availability {
        private static final boolean LOADS = loads();

        private static boolean loads() {
            try {
                Loader.load(dnnl.class);
                return true;
            } catch (LinkageError | RuntimeException e) {
                // There is no native library for this system: the portable engine computes the same, but slower.
                return false;
            }
        }
    }

    /** Created with the first graph and never freed: a surrounding pointer scope must not free them. */
    private static final class Processor {
        private static final engine ENGINE = new engine(engine.kind.cpu, 0).retainReference();
        private static final stream STREAM = new stream(ENGINE).retainReference();
    }

    static engine engine() {
        return Processor.ENGINE;
    }

    static stream stream() {
        return Processor.STREAM;
    }

    /** A pointer to memory that is owned elsewhere. */
    private static final class Address extends FloatPointer {
        private Address(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }

    static memory.desc desc(memory.format_tag layout, long... dims) {
        return new memory.desc(dims, memory.data_type.f32, layout);
    }

    /** Returns a descriptor whose layout oneDNN may choose. */
    static memory.desc any(long... dims) {
        return desc(memory.format_tag.any, dims);
    }

    /** Allocates uninitialised memory. */
    static memory allocate(memory.desc desc) {
        return new memory(desc, engine());
    }

    /** Returns a view of a part of a flat ND4J array of 32-bit floats; the array must outlive it. */
    static memory view(INDArray flat, long offset, memory.desc desc) {
        return new memory(desc, engine(), new Address(flat.data().address() + Float.BYTES * (flat.offset() + offset)));
    }

    /** Returns a view of memory with another shape. */
    static memory as(memory.desc desc, memory memory) {
        return new memory(desc, engine(), memory.get_data_handle());
    }

    /** Returns a view of the values of memory in a plain layout. */
    static FloatBuffer floats(memory memory, long count) {
        return new Address(memory.get_data_handle().address()).capacity(count).asByteBuffer()
                .order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
