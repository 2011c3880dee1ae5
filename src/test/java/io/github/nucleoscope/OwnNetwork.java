package io.github.nucleoscope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.EmbeddableFile;
import io.github.nucleoscope.segmentation.SegmentationModel;

/** A user's own model that finds nuclei. */
public final class OwnNetwork {

    private OwnNetwork() {}

    /** The bytes of a file that travels inside another. */
    public static byte[] bytes(EmbeddableFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the shipped network, which is shown the nuclei at another size: it finds other outlines. */
    public static Path write(Path file) throws IOException {
        return write(file, Signal.FIRST, 1.5);
    }

    /**
     * Writes the shipped network, as if it had learned from another signal or from nuclei of another size.
     *
     * @param signal from which it pretends to have learned
     * @param size of the nuclei that it is shown, in that of the shipped network
     */
    public static Path write(Path file, Signal signal, double size) throws IOException {
        SegmentationModel shipped = SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE);
        SegmentationModelFile.write(new SegmentationModel(shipped.network(), size * shipped.diameter(),
                signal, "a test's", shipped.provenance()), file);
        return file;
    }
}
