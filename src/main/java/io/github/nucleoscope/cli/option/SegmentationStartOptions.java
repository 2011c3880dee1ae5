package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.util.Optional;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.training.SegmentationTrainer;
import picocli.CommandLine.Option;

/** What the training of a segmentation network starts from, and the image values that it is trained on. */
public final class SegmentationStartOptions {

    @Option(names = "--network", paramLabel = "NOTATION", description =
        "The network; its output layer is map2: inside a nucleus, and depth inside it (default: hourglass).")
    private String network;

    @Option(names = "--from", paramLabel = "MODEL",
            description = "Starts from this model, or from fluorescence, which is built in, instead of random weights.")
    private String from;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = {
        "Channel that shows the nuclei: its number, from 1, or its name (default: that of the --from model, or 1)."})
    private String channel;

    @Option(names = "--stain", paramLabel = "STAIN", description =
        "What shows the nuclei in colour images: H&E, H-DAB, Giemsa, Feulgen, estimated; or red, green, blue, "
        + "luminance. Stained nuclei become bright (default: that of the --from model, or luminance).")
    private String stain;

    /** Returns the name of the model to start from; null if there is none. */
    public String from() {
        return from;
    }

    /**
     * Returns the model to start from, if any.
     *
     * @throws InputException if a network was given, too
     * @throws IOException if the file is not such a model; the message is one line
     */
    public Optional<SegmentationModel> model() throws IOException {
        if (from != null && network != null) {
            throw new InputException("the network is that of the --from model: leave out --network");
        }
        return from == null ? Optional.empty() : Optional.of(SegmentationModelFile.find(from));
    }

    /**
     * Returns the network with its initial weights.
     *
     * @param model the result of {@link #model}
     * @throws InputException if it is not a valid network, or not one for segmentation; the message is one line
     */
    public Network network(Optional<SegmentationModel> model, SegmentationTrainer trainer) {
        return model.map(trainer::start)
                .orElseGet(() -> trainer.start(Architecture.parse(network == null ? "hourglass" : network)));
    }

    /**
     * Returns the requested channel and stain; by default those of the model to start from, or the first channel and
     * the luminance.
     *
     * @param model the result of {@link #model}
     */
    public Signal signal(Optional<SegmentationModel> model) {
        Signal before = model.map(SegmentationModel::signal).orElse(Signal.FIRST);
        return new Signal(channel == null ? before.channel() : new Channel(channel),
                stain == null ? before.colour() : Colour.of(stain));
    }
}
