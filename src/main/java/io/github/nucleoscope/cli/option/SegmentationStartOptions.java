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

/** What a training for segmentation begins with, and which values of the images it learns from. */
public final class SegmentationStartOptions {

    @Option(names = "--network", paramLabel = "NOTATION", description = {
        "The network; the output is map2: inside a nucleus, and how deep in it", "(default: hourglass)."})
    private String network;

    @Option(names = "--from", paramLabel = "MODEL",
            description = "Starts from this model, or from fluorescence, instead of from new weights.")
    private String from;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = {
        "Channel of the images: its number, from 1, or its name (default: that of the model of --from, or 1)."})
    private String channel;

    @Option(names = "--stain", paramLabel = "STAIN", description = {
        "Of colour images, in which stained nuclei become bright: H&E, H-DAB, Giemsa, Feulgen, estimated; or red,",
        "green, blue, luminance (default: that of the model of --from, or luminance)."})
    private String stain;

    /** The name of the model to go on from; null where there is none. */
    public String from() {
        return from;
    }

    /**
     * The model to go on from, if any.
     *
     * @throws InputException where a network was named too
     * @throws IOException in one line, where the file is no such model
     */
    public Optional<SegmentationModel> model() throws IOException {
        if (from != null && network != null) {
            throw new InputException("--from brings its network along: leave out --network");
        }
        return from == null ? Optional.empty() : Optional.of(SegmentationModelFile.find(from));
    }

    /**
     * The network with its first weights.
     *
     * @param model what {@link #model} gave
     * @throws InputException in one line, where the network is none, or none for segmentation
     */
    public Network start(Optional<SegmentationModel> model, SegmentationTrainer trainer) {
        return model.map(trainer::start)
                .orElseGet(() -> trainer.start(Architecture.parse(network == null ? "hourglass" : network)));
    }

    /**
     * What was asked for; else that of the model to go on from, or the first channel and the luminance.
     *
     * @param model what {@link #model} gave
     */
    public Signal signal(Optional<SegmentationModel> model) {
        Signal before = model.map(SegmentationModel::signal).orElse(Signal.FIRST);
        return new Signal(channel == null ? before.channel() : new Channel(channel),
                stain == null ? before.colour() : Colour.of(stain));
    }
}
