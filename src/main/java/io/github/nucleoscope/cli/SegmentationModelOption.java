package io.github.nucleoscope.cli;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.io.SegmentationModelFile;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The user's own network that finds nuclei. */
final class SegmentationModelOption {

    static final String NAME = "--segmentation-model";

    @Option(names = NAME, paramLabel = "FILE", description = "Finds the nuclei: a model that train-segmentation made, "
            + "which becomes a part of a classifier that is trained with it; or fluorescence, the one that Nucleoscope "
            + "has, for every image.")
    private String model;

    /** The name or file that was given. */
    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * The channel that the model learned from; the first where there is no model.
     *
     * @throws IOException in one line, where the file is no such model
     */
    Channel channel() throws IOException {
        return model == null ? Channel.FIRST : SegmentationModelFile.find(model).channel();
    }
}
