package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.CropNetwork;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.Folds;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.measurement.classifier.LogisticRegressionTrainer;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForestTrainer;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.Calibration.Prior;

/**
 * Trains a classifier: an ensemble by cross-validation, or a single network as {@link Trainer} does.
 *
 * <p>The crops outside the test part are divided into folds, by source image and class. For each fold there is a member
 * of each kind that trains on all others. The length of the training, the kind of the members and the calibration are
 * decided by the predictions for crops that a member did not train on, and these predictions, of all crops, give the
 * figures that are reported. The classifier is the mean of all members, in which networks count as much as measurements
 * if there are both. So every crop is trained on, and every crop is judged without having been trained on. Equal data,
 * settings and numbers of processors give bit-identical classifiers on one machine, even if the training was
 * interrupted after an epoch and resumed.
 */
public final class EnsembleTrainer {

    /** Parts of the greatest number of epochs that are tried. */
    private static final int[] PARTS = {16, 4, 1};

    /** Trainings of fewer steps are not tried: the networks would not have settled. */
    private static final int FEWEST_STEPS = 100;

    /** Trainings in which each crop would come fewer times are not tried, either. */
    private static final long FEWEST_VIEWS = 12;

    /** The same where seconds count: a training of a few epochs may do. */
    private static final int[] QUICK_PARTS = {4, 2, 1};

    /** Where seconds count, with fewer crops only the shortest training is tried. */
    private static final int ENOUGH_TO_COMPARE = 100;

    private final EnsembleSettings settings;
    private final TrainingSettings training;
    private final TrainingListener listener;

    /** @param listener told of every epoch; may cancel */
    public EnsembleTrainer(EnsembleSettings settings, TrainingListener listener) {
        this.settings = settings;
        training = settings.training();
        this.listener = listener;
    }

    /**
     * Trains and evaluates a classifier.
     *
     * @param from what the networks start from
     * @param checkpoint where an interrupted training goes on; empty for a new one
     * @throws InputException if the crops are too few, or too small for the network; or if the checkpoint is of another
     *     training, and then the message names what differs
     * @throws TrainingException if the loss diverged before an epoch could be kept, or the training was cancelled in
     *     its first epoch
     */
    public TrainingResult train(TrainingSet data, StartingPoint from, Optional<Checkpoint> checkpoint) {
        if (!settings.isEnsemble()) {
            return new Trainer(training, listener).train(data, from, checkpoint);
        }
        Dataset all = data.dataset();
        all.requireCropsOfEveryClass();
        Split parts = new GroupedSplit(0, training.testFraction(), training.seed()).split(all);
        Folds folds = new GroupedFolds(settings.members(), training.seed()).folds(parts.train());
        List<String> warnings = new ArrayList<>(parts.warnings());
        folds.warnings().stream().filter(line -> !warnings.contains(line)).forEach(warnings::add);
        warnings.addAll(from.warnings());
        Split split = new Split(parts.development(), parts.test(), warnings);
        listener.splitDone(warnings);
        return new Run(data, split, folds.folds(), from, Fingerprint.sha256(all)).train(checkpoint);
    }

    /** One training. */
    private final class Run {

        private final TrainingSet data;
        private final Split split;
        private final Dataset crops;
        private final List<Fold> folds;
        private final StartingPoint from;
        private final String sha256;
        private final Map<LabelledCrop, Integer> indices;
        /** Of all crops; empty until they are measured. */
        private double[][] measurements = {};
        private final Map<ClassifierKind, List<Member>> members = new EnumMap<>(ClassifierKind.class);
        private final Map<ClassifierKind, OutOfFold> outOfFold = new EnumMap<>(ClassifierKind.class);

        Run(TrainingSet data, Split split, List<Fold> folds, StartingPoint from, String sha256) {
            this.data = data;
            this.split = split;
            this.crops = split.train();
            this.indices = OutOfFold.indices(crops);
            this.folds = folds;
            this.from = from;
            this.sha256 = sha256;
        }

        TrainingResult train(Optional<Checkpoint> checkpoint) {
            List<String> decisions = new ArrayList<>();
            Optional<LengthSearch.Found> networks = Optional.empty();
            if (settings.kind() != ClassifierKind.MEASUREMENTS) {
                networks = Optional.of(networks(checkpoint));
                decisions.add(networks.get().line());
                members.put(ClassifierKind.NETWORK, networks.get().result().networks().stream()
                        .<Member>map(Member.Net::new).toList());
                outOfFold.put(ClassifierKind.NETWORK, networks.get().outOfFold());
            }
            if (settings.kind() != ClassifierKind.NETWORK) {
                measure();
            }
            KindChoice choice = KindChoice.of(candidates());
            decisions.add(choice.line());
            OutOfFold chosen = outOfFold.get(choice.kind());
            Calibration calibration = calibrate(chosen);
            Map<String, String> description = describe(choice, networks, calibration);
            ModelOrigin origin = new ModelOrigin(description, data.description(), sha256);
            NucleusClassifier classifier = new NucleusClassifier(members.get(choice.kind()),
                    NucleusClass.named(crops.classNames()), data.preparation(), training.averagesOverViews(),
                    calibration.recalibration(), origin.with(List.of()));
            Judgement judged = chosen.judgement(calibration.recalibration());
            List<String> advice = LabellingAdvice.of(crops, judged.evaluation().confusion(),
                    disagreement(members.get(choice.kind())));
            // All decisions have been made: only now may the test part be opened.
            Optional<Judgement> test = split.test().size() == 0 ? Optional.empty()
                    : Optional.of(Judgement.of(classifier, split.test()));
            List<Provenance.HeldOut> figures = new ArrayList<>();
            test.ifPresent(t -> figures.addAll(HeldOutFigures.of(t.evaluation(), "test part")));
            figures.addAll(HeldOutFigures.of(judged.evaluation(),
                    "all nuclei that were trained on, each judged by members that had not seen it"));
            return new TrainingResult(classifier.with(origin.with(figures)),
                    networks.map(found -> found.result().bestEpoch()).orElse(0), calibration,
                    networks.map(found -> found.result().history()).orElse(List.of()), split, Optional.of(judged),
                    Optional.empty(), test, decisions, advice,
                    networks.map(LengthSearch.Found::warnings).orElse(List.of()),
                    networks.map(LengthSearch.Found::cancelled).orElse(false));
        }

        private Map<ClassifierKind, OutOfFold> candidates() {
            Map<ClassifierKind, OutOfFold> candidates = new EnumMap<>(outOfFold);
            if (settings.kind() == ClassifierKind.BOTH) {
                candidates.keySet().retainAll(List.of(ClassifierKind.BOTH));
            }
            return candidates;
        }

        private LengthSearch.Found networks(Optional<Checkpoint> checkpoint) {
            TrainingPart whole = part(crops, training, Optional.empty());
            Standardisation standardisation = StartingNetworks.standardisation(from, whole);
            List<ClassificationTask> tasks = new ArrayList<>();
            List<Network> starts = new ArrayList<>();
            for (int m = 0; m < folds.size(); m++) {
                Fold fold = folds.get(m);
                TrainingPart part = part(fold.train(), training.withSeed(training.seed() * 1_000_003 + m),
                        Optional.of(standardisation));
                starts.add(StartingNetworks.network(from, part, m));
                tasks.add(new ClassificationTask(new Development(fold.train(), fold.test()), part, data.preparation(),
                        sha256));
            }
            EnsembleLoop loop = new EnsembleLoop(tasks, starts, whole.objective(), training);
            Map<String, String> identity = new LinkedHashMap<>(Learner.identity(starts.get(0)));
            identity.put("number_of_processors_of_a_member", String.valueOf(loop.processorsOfMember()));
            identity.put(Checkpoint.CROPS, data.preparation().crops().toString());
            identity.put("hash_of_the_data", sha256);
            identity.putAll(settings.describe());
            identity.putAll(from.describe());
            return new LengthSearch(crops, folds, loop, starts, training,
                    lengths(loop.batchCount() / folds.size()), identity, listener).run(checkpoint);
        }

        /** Whether a training of so many steps might be long enough. */
        private boolean isWorthTrying(long steps) {
            return steps >= FEWEST_STEPS && steps * training.batches().size() >= FEWEST_VIEWS * crops.size();
        }

        /** Returns the numbers of epochs to be tried. */
        private List<Integer> lengths(long batchCount) {
            boolean quick = settings.recipe() == Recipe.QUICK;
            int most = training.epochs();
            List<Integer> lengths = IntStream.of(quick ? QUICK_PARTS : PARTS)
                    .map(part -> (most + part - 1) / part).distinct()
                    .filter(length -> length == most || isWorthTrying(length * batchCount)).boxed().toList();
            return quick && crops.size() < ENOUGH_TO_COMPARE ? lengths.subList(0, 1) : lengths;
        }

        private TrainingPart part(Dataset train, TrainingSettings ofPart, Optional<Standardisation> standardisation) {
            return new TrainingPart(train, data.preparation().crops(), ofPart, standardisation);
        }

        /** Returns the measurements of some of the crops. */
        private LabelledMeasurements measured(Dataset some) {
            return new LabelledMeasurements(some.crops().stream().map(crop -> measurements[indices.get(crop)])
                    .toArray(double[][]::new), some.classIndices(), some.classNames().size());
        }

        /** Trains the classifiers of measurements, and combines them with the networks if there are any. */
        private void measure() {
            measurements = MeasuredNuclei.of(crops, data.preparation()).measurements();
            boolean balanced = training.batches().balance() != Balance.NONE;
            List<MeasurementModel> regressions = new ArrayList<>();
            List<MeasurementModel> forests = new ArrayList<>();
            for (int m = 0; m < folds.size(); m++) {
                LabelledMeasurements nuclei = measured(folds.get(m).train());
                regressions.add(LogisticRegressionTrainer.train(nuclei, balanced));
                forests.add(RandomForestTrainer.train(nuclei, balanced, training.seed() + m));
            }
            OutOfFold regression = OutOfFold.ofMeasured(crops, folds, regressions, measurements);
            OutOfFold forest = OutOfFold.ofMeasured(crops, folds, forests, measurements);
            List<Member> measured = new ArrayList<>();
            regressions.forEach(model -> measured.add(new Member.Measured(model)));
            forests.forEach(model -> measured.add(new Member.Measured(model)));
            members.put(ClassifierKind.MEASUREMENTS, measured);
            outOfFold.put(ClassifierKind.MEASUREMENTS, OutOfFold.mean(List.of(regression, forest)));
            if (members.containsKey(ClassifierKind.NETWORK)) {
                List<Member> both = new ArrayList<>(members.get(ClassifierKind.NETWORK));
                both.addAll(measured);
                members.put(ClassifierKind.BOTH, both);
                outOfFold.put(ClassifierKind.BOTH, OutOfFold.mean(List.of(outOfFold.get(ClassifierKind.NETWORK),
                        outOfFold.get(ClassifierKind.MEASUREMENTS))));
            }
        }

        private Calibration calibrate(OutOfFold predictions) {
            int[] counts = crops.countPerClass();
            double[] prior = new double[counts.length];
            for (int c = 0; c < counts.length; c++) {
                prior[c] = training.prior() == Prior.BALANCED ? 1.0 / counts.length
                        : (double) counts[c] / crops.size();
            }
            return Calibration.fit(predictions.logarithms(), crops.classIndices(), prior, "the predictions for all "
                    + crops.size() + " crops by members that had not seen them, for "
                    + (training.prior() == Prior.BALANCED ? "classes of equal frequency"
                            : "the class frequencies of the training data"));
        }

        private Map<String, String> describe(KindChoice choice, Optional<LengthSearch.Found> networks,
                Calibration calibration) {
            Map<String, String> description = settings.describe();
            description.putAll(from.describe());
            description.put("made_of", choice.kind().name());
            networks.ifPresent(found -> {
                description.put("epochs_run", String.valueOf(found.result().history().size()));
                description.put("best_epoch", String.valueOf(found.result().bestEpoch()));
            });
            description.put("calibration", calibration.description());
            return description;
        }

        /** Returns the share of the crops about which not all members agree. */
        private double disagreement(List<Member> ensemble) {
            int[] first = answers(ensemble.get(0));
            boolean[] disputed = new boolean[crops.size()];
            for (Member member : ensemble.subList(1, ensemble.size())) {
                int[] answers = answers(member);
                for (int i = 0; i < answers.length; i++) {
                    disputed[i] |= answers[i] != first[i];
                }
            }
            int count = 0;
            for (boolean one : disputed) {
                count += one ? 1 : 0;
            }
            return (double) count / crops.size();
        }

        /** Returns the most probable class of each crop. */
        private int[] answers(Member member) {
            if (member instanceof Member.Measured measured) {
                return Arrays.stream(measurements)
                        .mapToInt(one -> new Prediction(measured.model().probabilities(one)).classIndex()).toArray();
            }
            try (CropNetwork network = new CropNetwork(((Member.Net) member).network(), false)) {
                return network.logits(crops.crops().stream().map(LabelledCrop::crop).toList()).stream()
                        .mapToInt(Loss::mostProbable).toArray();
            }
        }
    }
}
