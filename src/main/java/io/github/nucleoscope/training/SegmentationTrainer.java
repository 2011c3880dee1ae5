package io.github.nucleoscope.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.PooledScore;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.PixelTargets;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * Trains a network to find nuclei from images with label images: random crops made beside the training, and after each
 * epoch the loss on the images held out for that, which decides which epoch's weights are kept. The same data,
 * settings, number of threads and machine give the same network, bit by bit, also where the training was stopped after
 * any epoch and resumed.
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
     * The network that a training begins with.
     *
     * @throws IllegalArgumentException where the architecture does not answer for each pixel with two maps, or the
     *     crops are too small for it
     */
    public Network start(Architecture architecture) {
        if (architecture.maps() != SegmentationModel.MAPS) {
            throw new IllegalArgumentException("the network '" + architecture + "' must end with 'map"
                    + SegmentationModel.MAPS + "': inside a nucleus, and how deep in it");
        }
        return checked(Network.initialise(architecture, TensorShape.ofCrop(settings.crop()), Standardisation.NONE,
                Initialisation.HE_NORMAL, settings.seed()));
    }

    /** The same with the weights of a model, to go on from on other images. */
    public Network start(SegmentationModel model) {
        return checked(model.network().forInput(TensorShape.ofCrop(settings.crop())));
    }

    private Network checked(Network network) {
        TensorShape output = network.output();
        if (output.height() != settings.crop() || output.width() != settings.crop()) {
            throw new IllegalArgumentException("the network '" + network.architecture() + "' makes maps of " + output
                    + " of crops of " + network.input() + ": they must be as high and wide");
        }
        return network;
    }

    /**
     * Trains.
     *
     * @param start what {@link #start} gave
     * @param card what a user of the model should know
     * @param checkpoint of this training where it goes on
     * @throws IllegalArgumentException where there are too few images, all are blank or without a nucleus, or the
     *     checkpoint is of another training
     * @throws TrainingException where the loss is not finite any more, or training was cancelled in its first epoch
     */
    public SegmentationTrainingResult train(LabelledImages images, Network start, String card,
            Optional<Checkpoint> checkpoint) {
        LabelledImages train = images.subset(places(validationPart(images), false));
        Optional<LabelledImages> held = validation(images);
        List<Scene> scenes = scenes(train);
        requireNuclei(train);
        String sha256 = images.sha256();
        try (Run run = new Run(start, scenes, held.map(this::scenes).orElse(List.of()), sha256)) {
            checkpoint.ifPresent(run::goOnFrom);
            run.train();
            Network best = run.learner.network(run.best);
            SegmentationModel model = new SegmentationModel(best, settings.diameter(), images.signal(), card,
                    provenance(images, sha256, run, List.of()));
            List<ImageScores> validation = held.map(part -> SegmentationJudge.judge(model, part)).orElse(List.of());
            return new SegmentationTrainingResult(new SegmentationModel(best, settings.diameter(),
                    images.signal(), card, provenance(images, sha256, run, figures(validation,
                            "validation part, which chose the epoch"))),
                    run.bestEpoch, run.history, validation, run.warnings, run.cancelled);
        }
    }

    /** The images that decide which epoch is kept; empty where none do. */
    public Optional<LabelledImages> validation(LabelledImages images) {
        int[] held = places(validationPart(images), true);
        return held.length == 0 ? Optional.empty() : Optional.of(images.subset(held));
    }

    /** Average precision and F1 at some thresholds, all nuclei pooled, for a model's provenance. */
    public static List<Provenance.HeldOut> figures(List<ImageScores> scores, String measuredOn) {
        List<Provenance.HeldOut> figures = new ArrayList<>();
        if (!scores.isEmpty()) {
            for (PooledScore pooled : PooledScore.of(scores)) {
                SegmentationScore score = pooled.score();
                String at = String.format(Locale.ROOT, " at IoU %.1f", score.threshold());
                String on = measuredOn + ": " + (score.truePositives() + score.falseNegatives()) + " nuclei of "
                        + scores.size() + " images";
                figures.add(new Provenance.HeldOut("average precision" + at, score.averagePrecision(),
                        pooled.interval().low(), pooled.interval().high(), on));
                figures.add(new Provenance.HeldOut("F1" + at, score.f1(), pooled.f1Interval().low(),
                        pooled.f1Interval().high(), on));
            }
        }
        return figures;
    }

    /** Whether each image is for validation. */
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
            throw new IllegalArgumentException("there is nothing but background in any image: check the images");
        }
        return scenes;
    }

    private static void requireNuclei(LabelledImages images) {
        if (images.images().stream().allMatch(image -> Diameters.median(image.labels()).isEmpty())) {
            throw new IllegalArgumentException("there is no nucleus in any label image: check the folder of labels");
        }
    }

    private Provenance provenance(LabelledImages images, String sha256, Run run, List<Provenance.HeldOut> figures) {
        Map<String, String> training = settings.describe();
        training.put("loss", "cross-entropy of each map");
        training.put("best_epoch", String.valueOf(run.bestEpoch));
        training.put("epochs_run", String.valueOf(run.history.size()));
        training.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Provenance(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Software.versions(), training,
                images.description(), sha256, figures);
    }

    /** One training under way. */
    private final class Run implements AutoCloseable {

        private final CropSampler sampler;
        private final PixelValidation validation;
        private final int batchCount;
        private final Learner learner;
        private final Map<String, String> identity;
        private final List<EpochRecord> history = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private float[] best;
        private int bestEpoch;
        private boolean cancelled;

        private Run(Network start, List<Scene> train, List<Scene> held, String sha256) {
            sampler = new CropSampler(train, settings.crop(), settings.seed());
            validation = new PixelValidation(held, settings.crop());
            long pixels = train.stream().mapToLong(Scene::seenPixels).sum();
            long perBatch = (long) settings.batch() * settings.crop() * settings.crop();
            batchCount = Math.toIntExact(Math.max(1, pixels / perBatch));
            learner = new Learner(start, new Backpropagation(start, settings.batch()), settings.optimiser());
            identity = learner.identity();
            identity.put("hash_of_the_data", sha256);
            identity.put("hash_of_the_first_weights", learner.parametersSha256());
            identity.putAll(settings.describe());
        }

        private void goOnFrom(Checkpoint checkpoint) {
            checkpoint.requireSame(identity);
            learner.restore(checkpoint, (long) checkpoint.history().size() * batchCount);
            history.addAll(checkpoint.history());
            bestEpoch = checkpoint.bestEpoch();
            best = checkpoint.arrays().get(Checkpoint.BEST);
        }

        private Checkpoint checkpoint() {
            return learner.checkpoint(identity, history, bestEpoch, Optional.ofNullable(best));
        }

        private void make(int epoch, int number, MiniBatch batch) {
            for (int i = 0; i < settings.batch(); i++) {
                sampler.write(epoch, number * settings.batch() + i, batch, i);
            }
        }

        private void train() {
            int pixels = settings.crop() * settings.crop();
            try (BatchQueue queue = new BatchQueue(this::make,
                    () -> new MiniBatch(settings.batch(), pixels, SegmentationModel.MAPS), batchCount,
                    history.size() + 1, settings.epochs())) {
                while (history.size() < settings.epochs() && !isPatienceOver()) {
                    EpochRecord record = epoch(history.size() + 1, queue);
                    if (record == null) {
                        break;
                    }
                    if (!learner.isFinite()) {
                        diverged("the weights are not finite any more after epoch " + record.epoch());
                        break;
                    }
                    history.add(record);
                    if (validation.isEmpty() || record.validationLoss() < bestLoss()) {
                        best = learner.averaged();
                        bestEpoch = record.epoch();
                    }
                    listener.checkpoint(this::checkpoint);
                    listener.epochDone(record);
                }
            }
            if (best == null) {
                throw new TrainingException(cancelled
                        ? "training was cancelled in its first epoch: there is no model yet"
                        : "no epoch had a finite validation loss: check the images of the validation part");
            }
        }

        private boolean isPatienceOver() {
            return !validation.isEmpty() && history.size() - bestEpoch >= settings.patience();
        }

        private double bestLoss() {
            return bestEpoch == 0 ? Double.POSITIVE_INFINITY : history.get(bestEpoch - 1).validationLoss();
        }

        /** Keeps the best network so far, if there is one; otherwise there is nothing to keep. */
        private void diverged(String what) {
            String problem = what + learner.backpropagation().firstNotFinite()
                    .map(layer -> "; it began in layer " + layer).orElse("") + ": lower the learning rate, now "
                    + settings.optimiser().learningRate();
            if (best == null) {
                throw new TrainingException(problem);
            }
            warnings.add("training ended early, " + problem);
        }

        /** Null where training was cancelled or diverged before the epoch's end. */
        private EpochRecord epoch(int epoch, BatchQueue queue) {
            long started = System.nanoTime();
            double loss = 0;
            double learningRate = 0;
            for (int number = 0; number < batchCount; number++) {
                if (listener.isCancelled()) {
                    cancelled = true;
                    return null;
                }
                long step = (long) (epoch - 1) * batchCount + number;
                long dropoutSeed = (settings.seed() * 1_000_003 + epoch) * 1_000_003 + number;
                MiniBatch batch = queue.take();
                double batchLoss = learner.backpropagation().step(batch.images,
                        new PixelTargets(batch.targets, batch.weights), dropoutSeed);
                if (!Double.isFinite(batchLoss)) {
                    diverged("the loss became " + batchLoss + " in epoch " + epoch);
                    return null;
                }
                learningRate = settings.optimiser().learningRate()
                        * settings.schedule().factor(step, batchCount, settings.epochs());
                learner.learn(learningRate);
                loss += batchLoss;
                queue.giveBack(batch);
                listener.batchDone(step + 1, (long) settings.epochs() * batchCount);
            }
            PixelValidation.Figures figures = validation.of(learner.inference());
            return new EpochRecord(epoch, learningRate, loss / batchCount, Double.NaN, Double.NaN, figures.loss(),
                    figures.accuracy(), figures.balancedAccuracy(), (System.nanoTime() - started) / 1e9);
        }

        @Override
        public void close() {
            learner.close();
        }
    }
}
