package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.ClassicalSetting;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.workflow.Segmentations;
import picocli.CommandLine.Option;

/** How nuclei are found; what is not given stays as the default or the model says. */
public final class SegmentationOptions {

    @Option(names = "--method", paramLabel = "METHOD", description = {
        "CLASSICAL: thresholds and a watershed; LEARNED: a network; AUTOMATIC: LEARNED for bright nuclei in planes of",
        "up to 16 megapixels, and CLASSICAL with a stain, --dark, --no-split, --no-fill or another --threshold than",
        "Auto, and for images that the network does not know (default: as a classifier's training nuclei were found;",
        "otherwise AUTOMATIC)."})
    private Method foundBy;

    @Option(names = "--segmentation-model", paramLabel = "FILE", description = "Finds the nuclei of every image: a "
            + "model that train-segmentation made, which becomes a part of a classifier that is trained with it; or "
            + "fluorescence, the one that Nucleoscope has. Choose the channel and the stain that it learned from.")
    private String model;

    @Option(names = "--sigma", paramLabel = "PIXELS",
            description = "Gaussian blur before the threshold (default: 1); Auto chooses its own.")
    private Double sigma;

    @Option(names = "--threshold", paramLabel = "METHOD",
            description = "Auto, which measures in the image what it needs; one of ImageJ's automatic thresholds; or "
                    + "Local, one of its own for each pixel (default: Auto).")
    private String threshold;

    @Option(names = "--local-radius", paramLabel = "PIXELS",
            description = "Half the window in which outlines are refined; larger than a nucleus (default: 50).")
    private Integer localRadius;

    @Option(names = "--dark", description = "Nuclei are darker than the background.")
    private Boolean dark;

    @Option(names = "--no-split", description = "Touching nuclei are not split.")
    private Boolean noSplit;

    @Option(names = "--no-fill", description = "Holes in nuclei stay.")
    private Boolean noFill;

    @Option(names = "--min-area", paramLabel = "PIXELS", description = "Smaller nuclei are dropped (default: 30).")
    private Integer minArea;

    @Option(names = "--max-area", paramLabel = "PIXELS", description = "Larger nuclei are dropped (default: none).")
    private Integer maxArea;

    @Option(names = "--drop-border", description = "Nuclei that touch the image border are dropped.")
    private Boolean dropBorder;

    @Option(names = "--channel", paramLabel = "CHANNEL",
            description = "Channel of the images: its number, from 1, or its name (default: the classifier's, or in "
                    + "segment that of the segmentation model; otherwise 1).")
    private String channel;

    /** Null until the model is opened, so that this is done once. */
    private SegmentationNetwork network;

    /** Has another spelling of the option say the model. */
    public void setModel(String nameOrFile) {
        model = nameOrFile;
    }

    /**
     * Which values of images the user's model learned from; the given ones where there is no such model.
     *
     * @throws InputException where something was asked for that contradicts a model
     * @throws IOException in one line, where the file is no such model
     */
    public Signal signalOfModel(Signal otherwise) throws IOException {
        if (model == null) {
            return otherwise;
        }
        // Before the file is opened.
        SegmentationContradictions.requireNone(request(Optional.ofNullable(foundBy),
                applyTo(SegmentationSettings.DEFAULT), otherwise.colour()));
        return network().flatMap(SegmentationNetwork::opened).map(opened -> opened.model().signal()).orElse(otherwise);
    }

    /** The given values of images, of the channel that was asked for, if any. */
    public Signal signal(Signal otherwise) {
        return channel == null ? otherwise : otherwise.withChannel(new Channel(channel));
    }

    /** The polarity that was asked for, or else the given one. */
    public Polarity polarity(Polarity otherwise) {
        return dark == null ? otherwise : dark ? Polarity.DARK : Polarity.BRIGHT;
    }

    /** Whether the user said anything about how nuclei are found. */
    public boolean isEmpty() {
        return foundBy == null && model == null && sigma == null && threshold == null && localRadius == null
                && dark == null && noSplit == null && noFill == null && minArea == null && maxArea == null
                && dropBorder == null;
    }

    /**
     * How nuclei are found for a classifier, changed as the user asked.
     *
     * @throws InputException where what was asked for does not go together
     * @throws IOException where the network is not a part of this build, or its file not there
     */
    public Segmentation applyTo(Preparation classifier) throws IOException {
        Optional<Segmentation> own = classifier.segmentation();
        SegmentationSettings settings = applyTo(own.map(Segmentation::settings).orElse(SegmentationSettings.DEFAULT));
        SegmentationRequest request = request(foundBy != null || model != null ? Optional.ofNullable(foundBy)
                : own.map(Segmentation::method), settings, classifier.signal().colour());
        SegmentationContradictions.requireNone(request);
        // The classifier's own network is told apart from the one that Nucleoscope has.
        return model == null && own.isPresent() && own.get().method() == request.resolved()
                ? own.get().withSettings(settings) : Segmentations.of(request, network());
    }

    /**
     * How nuclei are found where no classifier says so.
     *
     * @param colour what of colour images is looked at
     * @throws InputException where what was asked for does not go together
     * @throws IOException where the network is not a part of this build, or its file not there
     */
    public Segmentation segmentation(Colour colour) throws IOException {
        SegmentationRequest request = request(Optional.ofNullable(foundBy), applyTo(SegmentationSettings.DEFAULT),
                colour);
        SegmentationContradictions.requireNone(request);
        return Segmentations.of(request, network());
    }

    private SegmentationRequest request(Optional<Method> method, SegmentationSettings settings, Colour colour) {
        Map<ClassicalSetting, Object> given = new EnumMap<>(ClassicalSetting.class);
        given.put(ClassicalSetting.THRESHOLD, threshold);
        given.put(ClassicalSetting.SIGMA, sigma);
        given.put(ClassicalSetting.LOCAL_RADIUS, localRadius);
        given.put(ClassicalSetting.SPLIT, noSplit);
        given.put(ClassicalSetting.FILL_HOLES, noFill);
        given.values().removeIf(Objects::isNull);
        return new SegmentationRequest(method, model != null, settings, given.keySet(), colour);
    }

    /** The model that the user gave, opened. */
    private Optional<SegmentationNetwork> network() throws IOException {
        if (model != null && network == null) {
            network = SegmentationModelFile.open(model);
        }
        return Optional.ofNullable(network);
    }

    /** The given settings, changed as the user asked. */
    public SegmentationSettings applyTo(SegmentationSettings base) {
        return new SegmentationSettings(
                sigma == null ? base.sigma() : sigma,
                threshold == null ? base.threshold() : threshold,
                polarity(base.polarity()),
                localRadius == null ? base.localRadius() : localRadius,
                noSplit == null ? base.split() : !noSplit,
                minArea == null ? base.minArea() : minArea,
                maxArea == null ? base.maxArea() : maxArea,
                dropBorder == null ? base.keepBorder() : !dropBorder,
                noFill == null ? base.fillHoles() : !noFill);
    }
}
