package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;

/**
 * Chooses how crops are prepared where the images do not decide it, by a short cross-validation of a small network
 * inside the training part; the validation and test parts are not looked at.
 *
 * <p>Ways are compared by the pooled Brier score. A difference of less than its standard error, or half of it for not
 * normalising, decides nothing (the rule of one standard error: Breiman et al., "Classification and Regression Trees",
 * 1984, section 3.4.3). Then optical densities, which have an absolute scale, are not normalised, and intensities,
 * which depend on the exposure, are; and windows are 64 pixels wide, or else the smallest that are not worse than the
 * best.
 */
public final class CropChoice {

    /** Converges in seconds, and sees what a larger network sees. */
    private static final Architecture NETWORK = Architecture.parse("8conv3x3 - bn - mp2x2"
            + " - proj(16conv3x3/2 - bn - 16conv3x3 - bn) - proj(32conv3x3/2 - bn - 32conv3x3 - bn)"
            + " - proj(64conv3x3/2 - bn - 64conv3x3 - bn) - gap - o");

    private static final int FOLDS = 3;
    private static final int STEPS = 200;

    /** Where seconds count. */
    private static final int QUICK_FOLDS = 2;
    private static final int QUICK_STEPS = 100;

    private static final int BATCH = 32;
    private static final double LEARNING_RATE = 3e-3;
    private static final double WEIGHT_DECAY = 0.05;

    /** More crops would make the choice surer, but not in seconds. */
    private static final int MOST_CROPS = 1000;

    /** Fewer crops of a class decide nothing: then no crop of it, or one, would be in a fold. */
    private static final int FEWEST_CROPS = 5;

    /** With fewer crops the cross-validation is repeated until so many have been judged. */
    private static final int ENOUGH_CROPS = 100;
    private static final int MOST_REPETITIONS = 3;

    /**
     * In standard errors. Where brightness tells the classes apart, normalising costs much more than the other mistake
     * where it does not.
     */
    private static final double ENOUGH_TO_KEEP_INTENSITIES = 0.5;

    private static final int[] SIZES = {48, 64, 80, 96};

    /** Normalisations are compared in windows of this size, in which a cell with its surroundings has room. */
    private static final int USUAL_SIZE = 64;

    private final TrainingSet set;
    private final EnsembleSettings ensemble;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    /** The crops that are compared. */
    private final TrainingSet part;
    private final List<String> tried = new ArrayList<>();
    /** Cross-validations of each way: how few crops are distributed among the folds is chance. */
    private final int repetitions;
    private int waysDone;

    private CropChoice(TrainingSet set, EnsembleSettings ensemble, TrainingListener listener) {
        this.set = set;
        this.ensemble = ensemble;
        settings = ensemble.training();
        this.listener = listener;
        part = trainingPart();
        repetitions = isQuick() ? 1
                : Math.max(1, Math.min(MOST_REPETITIONS, ENOUGH_CROPS / Math.max(1, part.dataset().size())));
    }

    /**
     * Returns the set with crops that are prepared in the best way, and with a line that says so.
     *
     * @param settings of the training, which decide the training part
     * @param from what the networks start from: crops are made as for the networks of a model
     * @param start the checkpoint that the training resumes from, whose choice stands; empty for a new training
     * @param listener is told about mini-batches; if it cancels, the set is returned as it is
     * @throws InputException if the set cannot be split for the training, or its crops cannot be made as for the model
     */
    public static TrainingSet of(TrainingSet set, EnsembleSettings settings, StartingPoint from,
            Optional<Checkpoint> start, TrainingListener listener) {
        if (from instanceof StartingPoint.Model given) {
            return as(given.model().preparation().crops(), set);
        }
        if (!set.open().size() && !set.open().normalisation()) {
            return set;
        }
        CropChoice choice = new CropChoice(set, settings, listener);
        return start.flatMap(choice::of).orElseGet(choice::choose);
    }

    /** Returns the set with crops that are prepared as for a model. */
    private static TrainingSet as(CropSettings model, TrainingSet set) {
        CropSettings own = set.preparation().crops();
        int size = set.open().size() && model.size() < own.size() && (own.size() - model.size()) % 2 == 0
                ? model.size() : own.size();
        TrainingSet made = set.open().size() || set.open().normalisation() ? set.with(size,
                set.open().normalisation() ? model.normalisation() : own.normalisation())
                .decided("crops are made as for the model to start from") : set;
        Require.that(made.preparation().crops().equals(model), "the crops are not made as for the model to start from: "
                + made.preparation().crops() + ", and for the model " + model + "; give the same options, or train"
                + " anew");
        return made;
    }

    /** Returns the set as in a checkpoint; empty if that is not one of these crops. */
    private Optional<TrainingSet> of(Checkpoint checkpoint) {
        for (int size : sizes()) {
            for (Normalisation normalisation : normalisations()) {
                TrainingSet one = set.with(size, normalisation);
                if (checkpoint.isOf(one.preparation().crops())) {
                    return Optional.of(one.decided(words(size, normalisation)
                            + ", as it was chosen when the training began"));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether seconds count: then crops keep the usual size, and normalisation is compared only once. */
    private boolean isQuick() {
        return ensemble.recipe() == Recipe.QUICK;
    }

    private boolean comparesSizes() {
        return set.open().size() && !isQuick();
    }

    private List<Integer> sizes() {
        int largest = set.preparation().crops().size();
        List<Integer> sizes = new ArrayList<>();
        if (set.open().size()) {
            IntStream.of(SIZES).filter(size -> size < largest && (largest - size) % 2 == 0).forEach(sizes::add);
        }
        sizes.add(largest);
        return sizes;
    }

    private List<Normalisation> normalisations() {
        Normalisation given = set.preparation().crops().normalisation();
        return set.open().normalisation() ? List.of(given, Normalisation.NONE) : List.of(given);
    }

    private TrainingSet choose() {
        CropSettings crops = set.preparation().crops();
        boolean density = crops.photometry() instanceof Photometry.Density;
        Normalisation usual = density && set.open().normalisation() ? Normalisation.NONE : crops.normalisation();
        int size = set.open().size() ? Math.min(USUAL_SIZE, crops.size()) : crops.size();
        size -= (crops.size() - size) % 2;
        if (IntStream.of(part.dataset().countPerClass()).min().orElse(0) < FEWEST_CROPS) {
            return usual(size, usual);
        }
        try {
            Normalisation normalisation = set.open().normalisation() ? normalisation(size, crops.normalisation(), usual)
                    : crops.normalisation();
            int chosen = comparesSizes() ? size(normalisation, size) : size;
            if (listener.isCancelled()) {
                return set;
            }
            return set.with(chosen, normalisation).decided(words(chosen, normalisation) + ", chosen by a short "
                    + "cross-validation on " + part.dataset().size()
                    + " crops of the training part (Brier score, lower is better: "
                    + String.join(", ", tried) + ")");
        } catch (InputException e) {
            // Too few images for folds: training says what is missing if it cannot be done at all.
            return usual(size, usual);
        }
    }

    private TrainingSet usual(int size, Normalisation usual) {
        return set.with(size, usual).decided(words(size, usual) + ": there are too few crops to compare");
    }

    private static String words(int size, Normalisation normalisation) {
        return "crops are " + size + " pixels wide and " + (normalisation == Normalisation.NONE ? "not normalised"
                : "normalised" + (normalisation == Normalisation.JOINT ? " over their channels together" : ""));
    }

    private Normalisation normalisation(int size, Normalisation stretched, Normalisation usual) {
        CropScore with = score(size, stretched, "normalised");
        CropScore without = score(size, Normalisation.NONE, "not normalised");
        if (without.isBetterThan(with, ENOUGH_TO_KEEP_INTENSITIES)) {
            return Normalisation.NONE;
        }
        return with.isBetterThan(without, 1) ? stretched : usual;
    }

    private int size(Normalisation normalisation, int usual) {
        Map<Integer, CropScore> scores = new LinkedHashMap<>();
        for (int size : sizes()) {
            scores.put(size, score(size, normalisation, size + " pixels"));
        }
        CropScore best = Collections.min(scores.values(), Comparator.comparingDouble(CropScore::value));
        List<Integer> good = scores.keySet().stream().filter(size -> !best.isBetterThan(scores.get(size), 1)).toList();
        return good.contains(usual) ? usual : good.get(0);
    }

    private CropScore score(int size, Normalisation normalisation, String name) {
        Dataset all = part.with(size, normalisation).dataset();
        Map<LabelledCrop, Integer> indices = new IdentityHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            indices.put(all.crops().get(i), i);
        }
        List<Function<TrainingListener, Judgement>> work = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            long seed = settings.seed() + repetition;
            for (Fold fold : new GroupedFolds(isQuick() ? QUICK_FOLDS : FOLDS, seed).folds(all).folds()) {
                work.add(training -> Judgement.of(train(fold.train(), size, normalisation, seed, training),
                        fold.test()));
            }
        }
        double[] errors = new double[all.size()];
        for (Judgement judgement : ParallelTrainings.run(work, new Part(waysDone, ways()))) {
            for (Judgement.Answer answer : judgement.answers()) {
                errors[indices.get(answer.crop())] += answer.squaredError() / repetitions;
            }
        }
        waysDone++;
        CropScore score = new CropScore(all, errors);
        tried.add(String.format(Locale.ROOT, "%s %.3f ± %.3f", name, score.value(), score.error()));
        return score;
    }

    private NucleusClassifier train(Dataset train, int size, Normalisation normalisation, long seed,
            TrainingListener training) {
        int[] counts = train.countPerClass();
        int perEpoch = (IntStream.of(counts).max().orElseThrow() * counts.length + BATCH - 1) / BATCH;
        int epochs = Math.max(1, (isQuick() ? QUICK_STEPS : STEPS) / perEpoch);
        // Varied at random as in the training to come: how bright crops are may be part of that.
        BatchSettings batches = new BatchSettings(BATCH, BatchSettings.Balance.BATCHES,
                settings.batches().augmentation());
        TrainingSettings quick = settings
                .withOptimiser(new OptimiserSettings(Algorithm.ADAMW, LEARNING_RATE, WEIGHT_DECAY, 0))
                .withSchedule(new Schedule(Schedule.Shape.COSINE, 0)).withBatches(batches).withEpochs(epochs)
                .withPatience(epochs).withParts(0, 0).withPrior(Calibration.Prior.BALANCED).withSeed(seed);
        CropSettings crops = set.preparation().crops().withSize(size).withNormalisation(normalisation);
        LearningParts parts = new LearningParts(train, train.subset(new int[0]), set.preparation().withCrops(crops),
                set.description());
        return new Trainer(quick, training).train(parts, NETWORK).classifier();
    }

    private int ways() {
        return (set.open().normalisation() ? normalisations().size() : 0) + (comparesSizes() ? sizes().size() : 0);
    }

    /** The listener of one of several ways, which take equally long. */
    private final class Part implements TrainingListener {

        private final int number;
        private final int ways;

        Part(int number, int ways) {
            this.number = number;
            this.ways = ways;
        }

        @Override
        public void batchDone(long done, long all) {
            listener.batchDone(all * number + done, all * ways);
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }

    private TrainingSet trainingPart() {
        double validation = ensemble.isEnsemble() ? 0 : settings.validationFraction();
        Dataset train = new GroupedSplit(validation, settings.testFraction(), settings.seed()).split(set.dataset())
                .train();
        if (train.size() > MOST_CROPS) {
            train = new GroupedSplit(1 - (double) MOST_CROPS / train.size(), 0, settings.seed()).split(train).train();
        }
        return new TrainingSet(train, set.preparation(), set.description(), List.of());
    }
}
