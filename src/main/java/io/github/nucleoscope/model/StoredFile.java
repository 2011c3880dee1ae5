package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.OutputStream;

import io.github.nucleoscope.segmentation.EmbeddableFile;

/** The bytes of a model file as read. They are kept because an older format would be written differently today. */
final class StoredFile implements EmbeddableFile {

    private final byte[] bytes;

    /** @param bytes not copied; must not be changed */
    StoredFile(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
