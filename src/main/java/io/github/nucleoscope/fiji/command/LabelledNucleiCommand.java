package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.nucleoscope.check.SourceImages;
import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.dataset.OpenImages.Annotated;
import io.github.nucleoscope.dataset.OpenImages;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/** A command that works on crops of labelled nuclei from open images or from files. */
abstract class LabelledNucleiCommand extends SegmentationCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String nuclei_heading = "<html><b>Labelled nuclei and their crops</b>";

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image whose annotated nuclei are used if no training data are given")
    private ImagePlus image;

    @Parameter(label = "Annotated nuclei from", choices = {"active_image", "open_images", "roi_manager"},
            required = false, persist = false,
            description = "ROIs in groups, each group a class; active_image: in its overlay; open_images: in the "
                    + "overlays of all open images; roi_manager: in the ROI Manager, for the active image")
    private String annotations = "active_image";

    @Parameter(label = "Training data from files (optional)", style = "both", required = false, persist = false,
            description = "Folder with one sub-folder per class, folder of images with ROI groups in their overlays or "
                    + "in <image>_ROIs.zip, or CSV file with image,x,y,class; leave empty for the annotated nuclei "
                    + "of open images")
    private File training_data;

    @Parameter(label = "Image folder of the CSV file (optional)", style = "directory", required = false,
            persist = false,
            description = "Folder of the images in the column image; leave empty for the CSV file's own folder")
    private File image_folder;

    @Parameter(label = "Sub-folders contain whole images", required = false, persist = false,
            description = "Segments the images in the sub-folders; otherwise each is a crop of one nucleus")
    private boolean whole_images = false;

    @Parameter(label = "Windows around points", required = false, persist = false,
            description = "Crops are windows around the labelled points, with their background; nothing is segmented")
    private boolean around_points = false;

    @Parameter(label = "Crop channels", columns = 12, required = false, persist = false,
            description = "What networks see of an image. nuclei: the channel or stain that shows the nuclei; colour: "
                    + "red, green and blue; all: all channels; or channels by number or name, such as DAPI,pH3; auto: "
                    + "colour of colour images, otherwise nuclei")
    private String crop_channels = CropChannelsParameter.AUTO;

    /** What crop_channels can be; not a list of choices, as macros may combine channels, and SciJava's is fixed. */
    @Parameter(visibility = ItemVisibility.MESSAGE, initializer = "nameChannels", required = false, persist = false)
    private String crop_channels_hint = "";

    @Parameter(label = "Crop size (pixels, 0: automatic)", min = "0", max = "1024", required = false, persist = false,
            description = "Width and height of the crops that networks see, in pixels, 8 to 1024; 0: that of the "
                    + "nuclei, 32 to 96")
    private int crop_size = 0;

    @Parameter(label = "Crop scale", choices = {"fixed", "fit"}, required = false, persist = false,
            description = "fixed: one image pixel is one crop pixel; fit: each nucleus fills its crop")
    private String crop_scale = "fixed";

    @Parameter(label = "Background", choices = {"zero", "keep"}, required = false, persist = false,
            description = "Pixels outside the nucleus: set to zero or keep; ignored for ready-made crops")
    private String background = "zero";

    @Parameter(label = "Normalise to 0-255", choices = {"auto", "channel", "joint", "none"}, required = false,
            persist = false,
            description = "Stretches intensities to 0 to 255. channel: each channel of each nucleus; joint: all "
                    + "channels of a nucleus together; none: not at all; auto: when a classifier is trained, what a "
                    + "short cross-validation finds better; otherwise channel, or joint for several channels")
    private String normalise = NormaliseParameter.AUTO;

    /** SciJava calls it before the dialog opens. */
    @SuppressWarnings("unused")
    private void nameChannels() {
        crop_channels_hint = CropChannelsParameter.hint(image);
    }

    /** @throws InputException if a value is out of its range; the message names it */
    final CropRequest crops() {
        return new CropRequest(crop_size == 0 ? OptionalInt.empty() : OptionalInt.of(crop_size),
                Choice.of(CropSettings.Scale.class, "crop_scale", crop_scale),
                Choice.of(CropSettings.Background.class, "background", background), NormaliseParameter.of(normalise),
                CropChannelsParameter.of(crop_channels, NormaliseParameter.isOld(normalise)), around_points);
    }

    /** Returns the file or folder with training data; empty for open images. */
    final Optional<Path> trainingFiles() {
        return PathParameter.optional(training_data);
    }

    /** Returns the images from which labelled nuclei were cropped, including open ones. */
    final SourceImages images() {
        return source -> source.file().isPresent() || source.id() == 0 ? SourceImages.FILES.open(source)
                // An image that a script passes need not have a window.
                : image != null && image.getID() == source.id() ? image : WindowManager.getImage(source.id());
    }

    /**
     * Returns the source of the labelled nuclei, for {@link #read}.
     *
     * @throws InputException if there are none or a value is out of its range; the message is one line
     */
    final TrainingSource source() throws IOException {
        ReadSettings reading = reading();
        AnnotatedImages.From from = Choice.of(AnnotatedImages.From.class, "annotations", annotations);
        return trainingFiles().isEmpty() ? new OpenImages(AnnotatedImages.of(from, image, this::log), reading)
                : files(training_data, reading);
    }

    /** Returns the source of files that are read like the training data. */
    final TrainingSource source(File data) throws IOException {
        return files(data, reading());
    }

    private TrainingSource files(File data, ReadSettings reading) throws IOException {
        return TrainingSource.of(PathParameter.require(data, "training_data"),
                PathParameter.optional(image_folder).orElse(null), whole_images, reading);
    }

    private ReadSettings reading() throws IOException {
        return ReadSettings.forTraining(crops(), segmentation(), SegmentationMethods::open, signal());
    }

    /**
     * Reads labelled nuclei and shows the progress; warnings go to the Log.
     *
     * @throws IOException if a file cannot be read; the message is one line
     */
    final TrainingSet read(TrainingSource source) throws IOException {
        TrainingSet data;
        try {
            data = source.read(new ReadingProgress(this));
        } finally {
            // If reading was stopped, it may also complain about what it did not reach.
            stopIfAsked();
        }
        data.warnings().forEach(this::log);
        return data;
    }
}
