package io.github.nucleoscope;

import io.github.nucleoscope.io.SegmentationModelFile;
import io.github.nucleoscope.segmentation.SegmentationModel;
import java.io.IOException;
import java.nio.file.Path;

/** A user's own model that finds nuclei. */
public final class OwnNetwork {

    private OwnNetwork() {}

    /** Writes the shipped network, which is shown the nuclei at another size: it finds other outlines. */
    public static Path write(Path file) throws IOException {
        SegmentationModel shipped = SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE);
        SegmentationModelFile.write(new SegmentationModel(shipped.network(), 1.5 * shipped.diameter(),
                shipped.channel(), "a test's", shipped.provenance()), file);
        return file;
    }
}
