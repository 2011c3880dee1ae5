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
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.workflow.SegmentationMethods;
import picocli.CommandLine.Option;

/** How nuclei are found; options that are not given keep the values of the model, or the defaults. */
public final class SegmentationOptions {

    @Option(names = "--method", paramLabel = "METHOD", description =
        "CLASSICAL: thresholding and watershed; LEARNED: a network; AUTOMATIC: LEARNED for bright nuclei; CLASSICAL "
        + "with a stain, --dark, --no-split, --no-fill or a --threshold other than Auto, and for images unlike those "
        + "the network was trained on (default: as the classifier's training nuclei were found, otherwise AUTOMATIC).")
    private Method foundBy;

    @Option(names = "--segmentation-model", paramLabel = "FILE", description = "Model that finds the nuclei in all "
            + "images: one trained with train-segmentation, which becomes part of any classifier trained with it; or "
            + "fluorescence, which is built in. Choose the channel and the stain that it was trained on.")
    private String model;

    @Option(names = "--sigma", paramLabel = "PIXELS",
            description = "Gaussian blur before thresholding (default: 1); Auto chooses its own.")
    private Double sigma;

    @Option(names = "--threshold", paramLabel = "METHOD",
            description = "Auto, which derives everything from the image; one of ImageJ's automatic thresholds; or "
                    + "Local, a separate threshold for each pixel (default: Auto).")
    private String threshold;

    @Option(names = "--local-radius", paramLabel = "PIXELS",
            description = "Half the width of the window of Local and of the refinement of outlines; larger than a "
            + "nucleus (default: 50).")
    private Integer localRadius;

    @Option(names = "--dark", description = "Nuclei are darker than the background.")
    private Boolean dark;

    @Option(names = "--no-split", description = "Does not split touching nuclei.")
    private Boolean noSplit;

    @Option(names = "--no-fill", description = "Does not fill holes in nuclei.")
    private Boolean noFill;

    @Option(names = "--min-area", paramLabel = "PIXELS", description = "Discards smaller nuclei (default: 30).")
    private Integer minArea;

    @Option(names = "--max-area", paramLabel = "PIXELS", description = "Discards larger nuclei (default: no limit).")
    private Integer maxArea;

    @Option(names = "--diameter", paramLabel = "DIAMETER", description = "Usual diameter of the nuclei, in pixels, "
            + "such as 14, or in micrometres, such as 9.5um (default: measured in each image).")
    private String diameter;

    @Option(names = "--keep-all", description = "Keeps objects much smaller than the nuclei of the image, which are "
            + "left out as debris otherwise.")
    private Boolean keepAll;

    @Option(names = "--drop-border", description = "Discards nuclei that touch the image border.")
    private Boolean dropBorder;

    @Option(names = "--channel", paramLabel = "CHANNEL",
            description = "Channel that shows the nuclei: its number, from 1, or its name (default: the classifier's; "
                    + "in segment, that of the segmentation model; otherwise 1).")
    private String channel;

    /** Null until the model is opened, which is done only once. */
    private SegmentationNetwork network;

    /** Sets the model, for an alias of the option. */
    public void setModel(String nameOrFile) {
        model = nameOrFile;
    }

    /**
     * Returns the image values that the user's model was trained on, or the given ones if there is no such model.
     *
     * @throws InputException if an option contradicts the use of a model
     * @throws IOException if the file is not such a model; the message is one line
     */
    public Signal signalOfModel(Signal otherwise) throws IOException {
        if (model == null) {
            return otherwise;
        }
        // Checked before the file is opened.
        OptionContradictions.requireNone(request(Optional.ofNullable(foundBy),
                applyTo(SegmentationSettings.DEFAULT), otherwise.colour()));
        return network().flatMap(SegmentationNetwork::opened).map(opened -> opened.model().signal()).orElse(otherwise);
    }

    /** Returns the given image values, of the requested channel if there is one. */
    public Signal signal(Signal otherwise) {
        return channel == null ? otherwise : otherwise.withChannel(new Channel(channel));
    }

    /** Returns the requested polarity, or the given one if none was requested. */
    public Polarity polarity(Polarity otherwise) {
        return dark == null ? otherwise : dark ? Polarity.DARK : Polarity.BRIGHT;
    }

    /** Returns whether no option says how nuclei are found. */
    public boolean isEmpty() {
        return foundBy == null && model == null && sigma == null && threshold == null && localRadius == null
                && dark == null && noSplit == null && noFill == null && minArea == null && maxArea == null
                && dropBorder == null && diameter == null && keepAll == null;
    }

    /**
     * Returns how a classifier's nuclei are found, changed by the user's options.
     *
     * @throws InputException if the options contradict each other
     * @throws IOException if the network is not part of this build, or its file is missing
     */
    public Segmentation applyTo(Preparation classifier) throws IOException {
        Optional<Segmentation> own = classifier.segmentation();
        SegmentationSettings settings = applyTo(classifier.findingSettings());
        SegmentationRequest request = request(foundBy != null || model != null ? Optional.ofNullable(foundBy)
                : own.map(Segmentation::method), settings, classifier.signal().colour());
        OptionContradictions.requireNone(request);
        // Keeps the network that is stored in the classifier, which may differ from the built-in one.
        return model == null && own.isPresent() && own.get().method() == request.resolved()
                ? own.get().withSettings(settings) : SegmentationMethods.of(request, network());
    }

    /**
     * Returns how nuclei are found without a classifier.
     *
     * @param colour which values of colour images are used
     * @throws InputException if the options contradict each other
     * @throws IOException if the network is not part of this build, or its file is missing
     */
    public Segmentation segmentation(Colour colour) throws IOException {
        SegmentationRequest request = request(Optional.ofNullable(foundBy), applyTo(SegmentationSettings.DEFAULT),
                colour);
        OptionContradictions.requireNone(request);
        return SegmentationMethods.of(request, network());
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

    /** The user's model, opened. */
    private Optional<SegmentationNetwork> network() throws IOException {
        if (model != null && network == null) {
            network = SegmentationModelFile.open(model);
        }
        return Optional.ofNullable(network);
    }

    /** Returns the given settings, changed by the user's options. */
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
                noFill == null ? base.fillHoles() : !noFill,
                keepAll == null ? base.keepAll() : keepAll,
                diameter == null ? base.diameter() : Optional.of(NucleusDiameter.parse(diameter)));
    }
}
