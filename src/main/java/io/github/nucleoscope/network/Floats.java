package io.github.nucleoscope.network;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Access to the memory of ND4J arrays as Java buffers. */
final class Floats {

    private Floats() {}

    /** Returns a view, not a copy, of a contiguous array of 32-bit floats that occupies its whole buffer. */
    static FloatBuffer of(INDArray array) {
        return array.data().pointer().asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    static boolean areFinite(FloatBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
