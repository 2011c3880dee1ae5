package io.github.nucleoscope.fiji;

import ij.IJ;
import io.github.nucleoscope.classifier.Provenance.HeldOut;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.io.ModelFile;
import io.github.nucleoscope.io.TrainingFiles;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a network on labelled nuclei and writes the model file, with the learning curve as CSV beside it. Esc or
 * Cancel ends the training early: the best network so far is written, and a running macro stops. Parameters are named
 * as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Train Classifier", menuPath = "Plugins>Nucleoscope>Train Classifier",
        description = "Trains a network to tell classes of nuclei apart and writes it to a model file")
public final class TrainClassifier extends SegmentationCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String training_heading = "<html><b>What is learnt, and how</b>";

    @Parameter(label = "Training data", style = "both", required = false, persist = false,
            description = "Folder with one sub-folder per class, folder of images with ROI groups in their overlay, or "
                    + "CSV file image,x,y,class")
    private File training_data;

    @Parameter(label = "Images of the CSV file (optional)", style = "directory", required = false, persist = false,
            description = "Folder that the column image is relative to; empty: the folder of the CSV file")
    private File image_folder;

    @Parameter(label = "Sub-folders hold whole images", required = false, persist = false,
            description = "Segments the images in the sub-folders; otherwise they are crops of one nucleus each")
    private boolean whole_images = false;

    @Parameter(label = "Model file to write", style = "save", required = false, persist = false,
            description = "*.nucleoscope.zip; an older file of this name is replaced")
    private File output_model;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "Layers with dashes between them: 32conv3x3, mp2x2, fc32, drop0.5, and o at the end")
    private String network = Architecture.SHALLOW.toString();

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

    @Parameter(label = "Most epochs", min = "1", required = false, persist = false,
            description = "Training ends after this many epochs at the latest, 1 or more")
    private int epochs = TrainingSettings.DEFAULT.epochs();

    @Parameter(label = "Patience (epochs)", min = "1", required = false, persist = false,
            description = "Training ends after this many epochs without a better validation loss, 1 or more")
    private int patience = TrainingSettings.DEFAULT.patience();

    @Parameter(label = "Learning rate", required = false, persist = false, stepSize = "0.0001",
            style = "format:0.#####",
            description = "Step size of RMSProp, above 0 and at most 10")
    private double learning_rate = TrainingSettings.DEFAULT.optimiser().learningRate();

    @Parameter(label = "Mini-batch (crops)", min = "1", max = "4096", required = false, persist = false,
            description = "Crops in a mini-batch, 1 to 4096")
    private int batch_size = TrainingSettings.DEFAULT.batches().size();

    @Parameter(label = "Initial weights", choices = {"he", "glorot"}, required = false, persist = false,
            description = "he: He et al. 2015, for ReLU; glorot: Glorot and Bengio 2010")
    private String initial_weights = "he";

    @Parameter(label = "Flip and turn crops", required = false, persist = false,
            description = "Augmentation: flips each crop and turns it by quarter turns at random")
    private boolean augment = true;

    @Parameter(label = "Validation fraction", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "Share of the nuclei that decides when to stop, 0 to below 1")
    private double validation_fraction = TrainingSettings.DEFAULT.validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Share of the nuclei that is held out for the final figures, 0 to below 1")
    private double test_fraction = TrainingSettings.DEFAULT.testFraction();

    @Parameter(label = "Seed", required = false, persist = false,
            description = "Decides the split, the initial weights and all else that is random; a whole number")
    private long seed = TrainingSettings.DEFAULT.seed();

    /** The figures on nuclei that were held out, one a line; macros find them in the Log. */
    @Parameter(type = ItemIO.OUTPUT, label = "Held-out figures")
    private String held_out;

    @Override
    void execute() throws IOException {
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = settings();
        Path modelPath = modelPath();
        TrainingSet data = read(TrainingSource.of(requirePath(training_data, "training_data"),
                isMissing(image_folder) ? null : image_folder.toPath(), whole_images,
                ReadSettings.forTraining(crops(), segmentation(), channel)));
        TrainingResult result = TrainingFiles.beside(modelPath).train(data, architecture, settings, new Listener());
        result.split().warnings().forEach(this::log);
        String figures = result.classifier().provenance().heldOut().stream().map(TrainClassifier::describe)
                .collect(Collectors.joining("\n"));
        figures.lines().forEach(this::log);
        log("wrote " + modelPath + ", the weights of epoch " + result.bestEpoch() + " of " + result.history().size());
        if (result.cancelled()) {
            stopIfAsked();
        }
        held_out = IJ.isMacro() ? null : figures;
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    TrainingSettings settings() {
        TrainingSettings settings = TrainingSettings.DEFAULT;
        return settings.withInitialisation(Choice.of(Initialisation.class, "initial_weights", initial_weights))
                .withOptimiser(settings.optimiser().withLearningRate(learning_rate))
                .withBatches(settings.batches().withSize(batch_size)
                        .withAugmentation(augment ? Augmentation.FLIPS : Augmentation.NONE))
                .withEpochs(epochs).withPatience(patience).withParts(validation_fraction, test_fraction)
                .withSeed(seed);
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    CropSettings crops() {
        return new CropSettings(crop_size, Choice.of(CropSettings.Scale.class, "crop_scale", crop_scale),
                Choice.of(CropSettings.Background.class, "background", background), normalise);
    }

    /** Checked before the training, which can take hours. */
    private Path modelPath() {
        Path path = requirePath(output_model, "output_model").toAbsolutePath();
        if (!path.getFileName().toString().endsWith(ModelFile.EXTENSION)) {
            throw new IllegalArgumentException("output_model '" + output_model + "' does not end with "
                    + ModelFile.EXTENSION);
        }
        if (!Files.isDirectory(path.getParent())) {
            throw new IllegalArgumentException("output_model '" + output_model
                    + "' is in a folder that does not exist: make it first");
        }
        return path;
    }

    private TrainingSet read(TrainingSource source) throws IOException {
        FileProgress progress = new FileProgress() {
            @Override
            public void fileDone(int done, int all, Path file) {
                showProgress(done, all, "Reading training images");
            }

            @Override
            public boolean isCancelled() {
                return isStopped();
            }
        };
        TrainingSet data;
        try {
            data = source.read(progress);
        } finally {
            // A reading that was stopped half-way may also complain of what it did not get to.
            stopIfAsked();
        }
        data.warnings().forEach(this::log);
        return data;
    }

    private static String describe(HeldOut figure) {
        return String.format(Locale.ROOT, "%s %.3f [%.3f, %.3f] on the %s", figure.name(), figure.value(),
                figure.low(), figure.high(), figure.measuredOn());
    }

    private final class Listener implements TrainingListener {

        private String doing = "Training, epoch 1";

        @Override
        public void batchDone(long done, long all) {
            showProgress(done, all, doing);
        }

        @Override
        public void epochDone(EpochRecord epoch) {
            doing = String.format(Locale.ROOT, "Training, epoch %d, validation loss %.3f", epoch.epoch() + 1,
                    epoch.validationLoss());
        }

        @Override
        public boolean isCancelled() {
            return isStopped();
        }
    }
}
