package io.github.nucleoscope.fiji;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.BrowserLauncher;
import io.github.nucleoscope.check.CheckProgress;
import io.github.nucleoscope.check.CheckResult;
import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.check.CleanedCopy;
import io.github.nucleoscope.check.Finding;
import io.github.nucleoscope.check.SourceImages;
import io.github.nucleoscope.check.TrainingCheck;
import io.github.nucleoscope.dataset.OpenImages;
import io.github.nucleoscope.dataset.OpenImages.Annotated;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.images.RoiMasks;
import io.github.nucleoscope.images.RoiMasks.RoiMask;
import io.github.nucleoscope.io.CheckReport;
import io.github.nucleoscope.io.DataCurvePlot;
import io.github.nucleoscope.io.FindingsCsv;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.CropSettings;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Looks a training set through for what is wrong with it, and writes a page, check.html, and findings.csv. With a
 * display and outside batch mode the page opens in the browser, and the learning curve as an image. Esc and Cancel end
 * it; what was found until then is written. Parameters are named as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Check Training Data",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Check Training Data", weight = 3.1)},
        description = "Finds blank, blurred, copied or wrongly labelled nuclei, shortcuts and leakage in training data")
public final class CheckTrainingData extends SegmentationCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String check_heading = "<html><b>What is checked, and how</b>";

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image whose annotated nuclei, ROIs in groups in its overlay, are checked, where no "
                    + "training data are given")
    private ImagePlus image;

    @Parameter(label = "Training data instead (optional)", style = "both", required = false, persist = false,
            description = "Folder with one sub-folder per class, folder of images with ROI groups in their overlay, or "
                    + "CSV file image,x,y,class; empty: the annotated nuclei of the active image")
    private File training_data;

    @Parameter(label = "Images of the CSV file (optional)", style = "directory", required = false, persist = false,
            description = "Folder that the column image is relative to; empty: the folder of the CSV file")
    private File image_folder;

    @Parameter(label = "Sub-folders hold whole images", required = false, persist = false,
            description = "Segments the images in the sub-folders; otherwise they are crops of one nucleus each")
    private boolean whole_images = false;

    @Parameter(label = "Held-out data (optional)", style = "both", required = false, persist = false,
            description = "A second set of the same form that networks will be measured on: what of it is in the "
                    + "training data too?")
    private File held_out_data;

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Made if it is not there; check.html and findings.csv in it are replaced")
    private File output_folder;

    @Parameter(label = "Cleaned copy (optional)", style = "directory", required = false, persist = false,
            description = "New or empty folder for a copy of a folder of crops without those that show no nucleus and "
                    + "without copies; labels stay as they are; empty: none")
    private File clean_copy;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "The network that judges labels and shortcuts: layers with dashes between them, or a name")
    private String network = CheckSettings.DEFAULT.architecture().toString();

    @Parameter(label = "Folds", min = "2", max = "10", required = false, persist = false,
            description = "Folds of the cross-validation, 2 to 10; three times as many networks are trained")
    private int folds = CheckSettings.DEFAULT.folds();

    @Parameter(label = "Steps (mini-batches)", min = "1", max = "1000000", required = false, persist = false,
            description = "Mini-batches of each training, 1 to 1000000, whatever the size of the set")
    private int steps = CheckSettings.DEFAULT.steps();

    @Parameter(label = "Crop size (pixels)", min = "8", max = "1024", required = false, persist = false,
            description = "Width and height of the crops that the network sees, in pixels, 8 to 1024")
    private int crop_size = CropSettings.DEFAULT.size();

    @Parameter(label = "Crop scale", choices = {"fixed", "fit"}, required = false, persist = false,
            description = "fixed: one image pixel is one crop pixel; fit: each nucleus fills its crop")
    private String crop_scale = "fixed";

    @Parameter(label = "Background", choices = {"zero", "keep"}, required = false, persist = false,
            description = "Pixels outside the nucleus: zero or keep; ready-made crops say it themselves")
    private String background = "zero";

    @Parameter(label = "Normalise to [0-255]", required = false, persist = false,
            description = "Stretches the intensities of each nucleus to 0 to 255")
    private boolean normalise = true;

    @Parameter(label = "Seed", required = false, persist = false,
            description = "Decides the folds, the initial weights and all else that is random; a whole number")
    private long seed = CheckSettings.DEFAULT.seed();

    /** The learning curve; none headless and in batch mode. */
    @Parameter(type = ItemIO.OUTPUT, label = "Learning curve")
    private ImagePlus learning_curve;

    /** The findings, one a line, for scripts; none where the page shows them. */
    @Parameter(type = ItemIO.OUTPUT, label = "Findings")
    private String findings;

    @Override
    void execute() throws IOException {
        CheckSettings settings = settings();
        Path output = requirePath(output_folder, "output_folder");
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new IllegalArgumentException("output_folder '" + output + "' is a file: give a folder");
        }
        ReadSettings reading = ReadSettings.forTraining(crops(), segmentation(), channel);
        Optional<CleanedCopy> copy = copy();
        TrainingSet set = read(source(reading));
        copy.ifPresent(cleaned -> cleaned.requireCropFiles(set));
        Optional<TrainingSet> heldOut = isMissing(held_out_data) ? Optional.empty()
                : Optional.of(read(source(held_out_data, reading)));
        SourceImages images = source -> source.file().isPresent() || source.id() == 0 ? SourceImages.FILES.open(source)
                : image != null && image.getID() == source.id() ? image : WindowManager.getImage(source.id());
        CheckResult result = new TrainingCheck(settings, images, new Progress()).check(set, heldOut);
        Files.createDirectories(output);
        Path page = output.resolve("check.html");
        CheckReport.write(result, page);
        FindingsCsv.write(result, output.resolve("findings.csv"));
        String lines = result.findings().stream().map(CheckTrainingData::describe).collect(Collectors.joining("\n"));
        lines.lines().forEach(this::log);
        result.notes().forEach(this::log);
        log("wrote " + page);
        stopIfAsked();
        if (copy.isPresent()) {
            CleanedCopy.Outcome cleaned = copy.get().write(result);
            log("cleaned copy " + clean_copy + ": " + cleaned.copied() + " crops copied, " + cleaned.dropped().size()
                    + " left out");
        }
        boolean shown = !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
        if (shown) {
            BrowserLauncher.openURL(page.toUri().toString());
            if (result.curve().isPresent()) {
                learning_curve = open(new ImagePlus("Learning Curve", DataCurvePlot.draw(result.curve().get(),
                        set.dataset().classNames().size())));
            }
        }
        findings = IJ.isMacro() || shown ? null : lines;
    }

    private static String describe(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.title() + ". "
                + finding.evidence();
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    CheckSettings settings() {
        return new CheckSettings(Architecture.parse(network), folds, steps, seed);
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    CropSettings crops() {
        return new CropSettings(crop_size, Choice.of(CropSettings.Scale.class, "crop_scale", crop_scale),
                Choice.of(CropSettings.Background.class, "background", background), normalise);
    }

    /** Checked before the work, which can take minutes. */
    private Optional<CleanedCopy> copy() throws IOException {
        if (isMissing(clean_copy)) {
            return Optional.empty();
        }
        if (isMissing(training_data)) {
            throw new IllegalArgumentException("clean_copy '" + clean_copy + "': open images cannot be copied; give a "
                    + "folder of crops as training_data, or no clean_copy");
        }
        return Optional.of(new CleanedCopy(training_data.toPath(), clean_copy.toPath()));
    }

    private TrainingSource source(ReadSettings reading) throws IOException {
        if (!isMissing(training_data)) {
            return source(training_data, reading);
        }
        if (image == null) {
            throw new IllegalArgumentException("there is no image open: open one with annotated nuclei, or give "
                    + "training_data");
        }
        requireImage(image);
        List<RoiMask> rois = RoiMasks.of(image);
        if (rois.isEmpty()) {
            throw new IllegalArgumentException("the image '" + image.getTitle() + "' has no ROI in a group: annotate "
                    + "nuclei first, or give training_data");
        }
        return new OpenImages(List.of(new Annotated(image, rois)), reading);
    }

    private TrainingSource source(File data, ReadSettings reading) throws IOException {
        return TrainingSource.of(data.toPath(), isMissing(image_folder) ? null : image_folder.toPath(), whole_images,
                reading);
    }

    private final class Progress implements CheckProgress {

        /** Mini-batches can be done in a millisecond, and nobody reads so fast. */
        private static final long NANOS_BETWEEN_UPDATES = 100_000_000;

        private long shownAt;
        private String doing = "";

        @Override
        public void stage(String stage) {
            doing = stage;
            showStatus(stage);
        }

        @Override
        public void done(long done, long all) {
            long now = System.nanoTime();
            if (now - shownAt >= NANOS_BETWEEN_UPDATES) {
                shownAt = now;
                showProgress(done, all, doing);
            }
        }

        @Override
        public boolean isCancelled() {
            return isStopped();
        }
    }
}
