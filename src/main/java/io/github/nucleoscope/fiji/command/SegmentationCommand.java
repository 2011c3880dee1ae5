package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.PathParameter.isMissing;

import java.io.File;
import java.io.IOException;
import java.util.Optional;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.ClassicalSetting;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/** A command with the parameters of the segmentation, whose defaults are {@link SegmentationSettings#DEFAULT}. */
abstract class SegmentationCommand extends NucleoscopeCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String segmentation_heading = "<html><b>How nuclei are found</b>";

    @Parameter(label = "Segmentation method", choices = {"automatic", "learned", "classical"}, required = false,
            persist = false,
            description = "learned: a network, which uses only the polarity, areas, border and diameter; classical: "
                    + "thresholding and watershed; automatic: learned for bright nuclei, but classical with a stain, a "
                    + "threshold method other than Auto, no splitting or no filling")
    private String found_by = "automatic";

    @Parameter(label = "Your own network (optional)", style = "open", required = false, persist = false,
            description = "Model file from train-segmentation, whose network finds the nuclei in all images and "
                    + "becomes part of any classifier trained with it; uses only the polarity, areas, border and "
                    + "diameter. Choose the channel and the stain that it was trained on")
    private File segmentation_model;

    @Parameter(label = "Diameter of the nuclei (optional)", columns = 12, required = false, persist = false,
            description = "Usual diameter of the nuclei, in pixels, such as 14, or in micrometres, such as 9.5um; "
                    + "empty: measured in each image")
    private String diameter = "";

    @Parameter(label = "Channel", columns = 12, required = false, persist = false,
            description = "Channel that shows the nuclei: its number, counted from 1, or its name")
    private String channel = "1";

    @Parameter(label = "Threshold method", required = false, persist = false,
            choices = {"Auto", "Default", "Huang", "Intermodes", "IsoData", "IJ_IsoData", "Li", "MaxEntropy", "Mean",
                "MinError", "Minimum", "Moments", "Otsu", "Percentile", "RenyiEntropy", "Shanbhag", "Triangle", "Yen",
                "Local"},
            description = "Auto derives everything from the image; Local has a separate threshold for each pixel; the "
                    + "others are ImageJ's automatic thresholds")
    private String threshold_method = "Auto";

    @Parameter(label = "Nuclei are", choices = {"bright", "dark"}, required = false, persist = false,
            description = "bright: fluorescence; dark: stained nuclei in transmitted light")
    private String nuclei_are = "bright";

    @Parameter(label = "Blur sigma (pixels)", min = "0", max = "100", required = false, persist = false,
            description = "Standard deviation of the Gaussian blur before thresholding, in pixels, 0 to 100; 0: none; "
                    + "Auto chooses its own")
    private double blur_sigma = 1;

    @Parameter(label = "Local radius (pixels)", min = "1", max = "10000", required = false, persist = false,
            description = "Half the width of the window of Local and of the refinement of outlines, in pixels, 1 to "
                    + "10000; larger than a nucleus")
    private int local_radius = 50;

    @Parameter(label = "Split touching nuclei", required = false, persist = false,
            description = "Splits touching nuclei by a watershed of the distance transform")
    private boolean split_touching = true;

    @Parameter(label = "Fill holes", required = false, persist = false, description = "Fills holes in nuclei")
    private boolean fill_holes = true;

    @Parameter(label = "Keep nuclei at the border", required = false, persist = false,
            description = "Keeps nuclei that touch the image border")
    private boolean keep_border = true;

    @Parameter(label = "Smallest area (pixels)", min = "1", required = false, persist = false,
            description = "Discards smaller nuclei; pixels, 1 or more")
    private int min_area = 30;

    @Parameter(label = "Largest area (pixels)", min = "0", required = false, persist = false,
            description = "Discards larger nuclei; pixels, 0: no limit")
    private int max_area = 0;

    @Parameter(label = "Keep debris", required = false, persist = false,
            description = "Keeps objects much smaller than the nuclei of the image, which are left out otherwise")
    private boolean keep_all = false;

    @Parameter(label = "Stain of a colour image", required = false, persist = false,
            choices = {"luminance", "red", "green", "blue", "H&E", "H-DAB", "Giemsa", "Feulgen", "estimated"},
            description = "What shows the nuclei in a colour image; with a stain, nuclei are bright. estimated: two "
                    + "stains measured in the image")
    private String stain = "luminance";

    /** Null until segmentation_model is opened, which is done only once. */
    private SegmentationNetwork network;

    /** The file of {@link #network}. */
    private File opened;

    /** @throws InputException if there is no such stain */
    final Signal signal() {
        return new Signal(new Channel(channel), Colour.of(stain));
    }

    /**
     * @throws InputException if a value is out of its range, which the message names, or settings contradict each other
     * @throws IOException if the network is not part of this build, or its file is missing or damaged
     */
    final Segmentation segmentation() throws IOException {
        Method method = Choice.of(Method.class, "found_by", found_by);
        boolean own = !isMissing(segmentation_model);
        SegmentationSettings settings = settings();
        // Automatic is the default: with a model it is as if nothing was chosen.
        SegmentationRequest request = new SegmentationRequest(
                own && method == Method.AUTOMATIC ? Optional.empty() : Optional.of(method), own, settings,
                ClassicalSetting.changedIn(settings), signal().colour());
        ParameterContradictions.requireNone(request);
        return SegmentationMethods.of(request, own ? Optional.of(network()) : Optional.empty());
    }

    private SegmentationNetwork network() throws IOException {
        if (network == null || !segmentation_model.equals(opened)) {
            network = SegmentationModelFile.open(segmentation_model.getPath());
            opened = segmentation_model;
        }
        return network;
    }

    private SegmentationSettings settings() {
        Polarity polarity = Choice.of(Polarity.class, "nuclei_are", nuclei_are);
        return new SegmentationSettings(blur_sigma, threshold_method, polarity, local_radius, split_touching, min_area,
                max_area == 0 ? Integer.MAX_VALUE : max_area, keep_border, fill_holes, keep_all,
                diameter == null || diameter.isBlank() ? Optional.empty()
                        : Optional.of(NucleusDiameter.parse(diameter)));
    }
}
