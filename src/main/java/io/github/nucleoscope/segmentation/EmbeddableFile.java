package io.github.nucleoscope.segmentation;

import java.io.IOException;
import java.io.OutputStream;

/** The file of a user's model, which travels unchanged inside the files of the classifiers that need it. */
public interface EmbeddableFile {

    /** In bytes. */
    int length();

    /** Writes it, byte for byte as it was read. */
    void writeTo(OutputStream out) throws IOException;
}
