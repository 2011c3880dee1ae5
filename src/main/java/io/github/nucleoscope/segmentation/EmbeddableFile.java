package io.github.nucleoscope.segmentation;

import java.io.IOException;
import java.io.OutputStream;

/** File of a user-supplied model, which is embedded unchanged in the files of the classifiers that need it. */
public interface EmbeddableFile {

    /** Returns the length in bytes. */
    int length();

    /** Writes the file, byte for byte as it was read. */
    void writeTo(OutputStream out) throws IOException;
}
