package io.github.nucleoscope.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * Trains a segmentation network on images with label images. Random crops are made in the background; after each epoch
 * the loss on the validation images decides which epoch's weights are kept. Equal data, settings and number of threads
 * give a bit-identical network on one machine, even if the training was interrupted after an epoch and resumed.
 */
public final class SegmentationTrainer {

    private final SegmentationTrainingSettings settings;
    private final TrainingListener listener;

    /** @param listener told of every mini-batch and epoch; may cancel */
    public SegmentationTrainer(SegmentationTrainingSettings settings, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Returns an initial network.
     *
     * @throws InputException if the architecture's output is not two maps per pixel, or the crops are too small for it
     */
    public Network start(Architecture architecture) {
        if (architecture.maps() != SegmentationModel.MAPS) {
            throw new InputException("the network '" + architecture + "' must end with 'map"
                    + SegmentationModel.MAPS + "': inside a nucleus, and how deep in it");
        }
        return checked(Network.initialise(architecture, TensorShape.ofCrop(settings.crop()), Standardisation.NONE,
                Initialisation.HE_NORMAL, settings.seed()));
    }

    /**
     * Returns the network of a model, to be fine-tuned on other images.
     *
     * @throws InputException if the crop size is not suitable for it
     */
    public Network start(SegmentationModel model) {
        return checked(model.network().forInput(TensorShape.ofCrop(settings.crop())));
    }

    private Network checked(Network network) {
        TensorShape output = network.output();
        if (output.height() != settings.crop() || output.width() != settings.crop()) {
            throw new InputException("the network '" + network.architecture() + "' makes maps of " + output
                    + " from crops of " + network.input() + ": the height and width must be the same");
        }
        return network;
    }

    /**
     * Trains a network.
     *
     * @param images images for training and validation
     * @param start initial network, from {@link #start}
     * @param card model card: what a user of the model should know
     * @param checkpoint checkpoint of this training, to resume it
     * @throws InputException if there are too few images, if all are blank or have no nuclei, or if the checkpoint is
     *     of another training
     * @throws TrainingException if the loss diverged before an epoch could be kept, or the training was cancelled in
     *     its first epoch
     */
    public SegmentationTrainingResult train(LabelledImages images, Network start, String card,
            Optional<Checkpoint> checkpoint) {
        LabelledImages train = images.subset(places(validationPart(images), false));
        Optional<LabelledImages> held = validation(images);
        List<Scene> scenes = scenes(train);
        requireNuclei(train);
        String sha256 = images.sha256();
        LoopResult trained = TrainingLoop.run(
                new SegmentationTask(settings, scenes, held.map(this::scenes).orElse(List.of()), sha256), start,
                settings, listener, checkpoint);
        Map<String, String> training = settings.describe();
        training.put("loss", "cross-entropy of each map");
        trained.describe(training);
        ModelOrigin origin = new ModelOrigin(training, images.description(), sha256);
        SegmentationModel model = new SegmentationModel(trained.network(), settings.diameter(), images.signal(), card,
                origin.with(List.of()));
        List<ImageScores> validation = held.map(part -> SegmentationJudge.judge(model, part)).orElse(List.of());
        return new SegmentationTrainingResult(new SegmentationModel(model.network(), model.diameter(), model.signal(),
                card, origin.with(HeldOutFigures.of(validation, "validation part, which chose the epoch"))),
                trained.bestEpoch(), trained.history(), validation, trained.warnings(), trained.cancelled());
    }

    /** Returns the images that decide which epoch is kept; empty if there are none. */
    public Optional<LabelledImages> validation(LabelledImages images) {
        int[] held = places(validationPart(images), true);
        return held.length == 0 ? Optional.empty() : Optional.of(images.subset(held));
    }

    /** Returns 1 for each image that is for validation, otherwise 0. */
    private int[] validationPart(LabelledImages images) {
        int files = (int) images.images().stream().map(LabelledImage::source).distinct().count();
        int parts = settings.validationFraction() == 0 ? 1 : (int) Math.round(1 / settings.validationFraction());
        return parts == 1 || files == 1 ? new int[images.images().size()]
                : IntStream.of(images.parts(Math.min(files, parts), settings.seed())).map(p -> p == 0 ? 1 : 0)
                        .toArray();
    }

    private static int[] places(int[] part, boolean validation) {
        return IntStream.range(0, part.length).filter(i -> part[i] == 1 == validation).toArray();
    }

    private List<Scene> scenes(LabelledImages images) {
        List<Scene> scenes = images.images().stream()
                .flatMap(image -> Scene.of(image, settings.diameter()).stream()).toList();
        if (scenes.isEmpty()) {
            throw new InputException("there is nothing but background in any image: check the images");
        }
        return scenes;
    }

    private static void requireNuclei(LabelledImages images) {
        if (images.images().stream().allMatch(image -> Diameters.median(image.labels()).isEmpty())) {
            throw new InputException("there is no nucleus in any label image: check the folder of labels");
        }
    }
}
