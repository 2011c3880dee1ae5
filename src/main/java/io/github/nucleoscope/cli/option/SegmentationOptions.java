package io.github.nucleoscope.cli.option;

import java.io.IOException;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.workflow.SegmentationMethods;
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

    /** Has another spelling of the option say the model. */
    public void setModel(String nameOrFile) {
        model = nameOrFile;
    }

    /**
     * Which values of images the user's model learned from; the given ones where there is no such model.
     *
     * @throws InputException where something was asked for that a model does not heed
     * @throws IOException in one line, where the file is no such model
     */
    public Signal signalOfModel(Signal otherwise) throws IOException {
        if (model == null) {
            return otherwise;
        }
        requireForModel();
        return SegmentationModelFile.find(model).signal();
    }

    /** The same, of the channel that was asked for, if any. */
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

    private Segmentation byModel(SegmentationSettings base) throws IOException {
        requireForModel();
        return SegmentationMethods.of(model, applyTo(base));
    }

    private void requireForModel() {
        if (foundBy != null && foundBy != Method.LEARNED) {
            throw new InputException("--method " + foundBy + " takes no segmentation model: leave out one of"
                    + " them");
        }
        requireForLearned("leave out the segmentation model");
    }

    private void requireForLearned(String otherwise) {
        if (sigma != null || threshold != null || localRadius != null || noSplit != null || noFill != null) {
            throw new InputException("--sigma, --threshold, --local-radius, --no-split and --no-fill are of"
                    + " the classical method: leave them out, or " + otherwise);
        }
    }

    /**
     * How nuclei are found for a classifier, changed as the user asked.
     *
     * @throws InputException where a stain makes nuclei bright that are to be dark
     * @throws IOException where the network is not a part of this build, or its file not there
     */
    public Segmentation applyTo(Preparation classifier) throws IOException {
        Colour colour = classifier.signal().colour();
        Segmentation own = SegmentationMethods.of(classifier);
        if (colour.isStain() && polarity(own.settings().polarity()) == Polarity.DARK) {
            throw new InputException("the model was trained with the stain " + colour.label()
                    + ", in which nuclei are bright: leave out --dark");
        }
        if (model != null) {
            return byModel(own.settings());
        }
        SegmentationSettings settings = applyTo(own.settings());
        Segmentation asked = of(foundBy == null ? own.method() : foundBy, settings, colour);
        // The model's own network is told apart from the one that Nucleoscope has.
        return asked.method() == own.method() ? own.withSettings(settings) : asked;
    }

    /**
     * How nuclei are found where no classifier says so.
     *
     * @param colour what of colour images is looked at
     * @throws IOException where the network is not a part of this build, or its file not there
     */
    public Segmentation segmentation(Colour colour) throws IOException {
        return model != null ? byModel(SegmentationSettings.DEFAULT)
                : of(foundBy == null ? Method.AUTOMATIC : foundBy, applyTo(SegmentationSettings.DEFAULT), colour);
    }

    private Segmentation of(Method method, SegmentationSettings settings, Colour colour) throws IOException {
        if (method == Method.LEARNED) {
            requireForLearned("use --method CLASSICAL");
        }
        return SegmentationMethods.of(method, settings, colour);
    }

    /** The given settings, changed as the user asked. */
    public SegmentationSettings applyTo(SegmentationSettings base) {
        String used = threshold == null ? base.method() : threshold;
        if ((sigma != null || localRadius != null) && used.equalsIgnoreCase(SegmentationSettings.AUTO)) {
            throw new InputException((sigma != null ? "--sigma" : "--local-radius")
                    + " does nothing with the method Auto, which measures it in the image: leave it out, or add "
                    + "--threshold Otsu");
        }
        return new SegmentationSettings(
                sigma == null ? base.sigma() : sigma,
                used,
               polarity(base.polarity()),
                localRadius == null ? base.localRadius() : localRadius,
                noSplit == null ? base.split() : !noSplit,
                minArea == null ? base.minArea() : minArea,
                maxArea == null ? base.maxArea() : maxArea,
                dropBorder == null ? base.keepBorder() : !dropBorder,
                noFill == null ? base.fillHoles() : !noFill);
    }
}
