package io.github.nucleoscope.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Batches;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.Calibration.Prior;

/**
 * Trains a network: mini-batches made beside the training, an optimiser, and after each epoch the loss on the
 * validation part, which decides which epoch's weights are kept and when to stop. In the end the probabilities are
 * calibrated on the validation part. The same data, settings, number of threads and machine give the same network, bit
 * by bit, also where the training was stopped after any epoch and resumed.
 */
public final class Trainer {

    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Optional<Standardisation> standardisation;

    /** @param listener told of every mini-batch and epoch; may cancel */
    public Trainer(TrainingSettings settings, TrainingListener listener) {
        this(settings, listener, Optional.empty());
    }

    /**
     * For a network that is to see its input otherwise than standardised by the training part, as to find out what
     * standardisation is worth.
     *
     * @param standardisation what the network does to its input; empty for that of the training part
     */
    public Trainer(TrainingSettings settings, TrainingListener listener, Optional<Standardisation> standardisation) {
        this.settings = settings;
        this.listener = listener;
        this.standardisation = standardisation;
    }

    /**
     * Splits the crops, trains, and measures on the parts that were held out.
     *
     * @param architecture for any number of classes: {@code o} becomes a softmax where there are more than two
     * @throws IllegalArgumentException where the crops are too few or too small for the network
     * @throws TrainingException where the loss is not finite any more, or training was cancelled in its first epoch
     */
    public TrainingResult train(TrainingSet data, Architecture architecture) {
        return train(data, architecture, Optional.empty());
    }

    /**
     * Trains on parts that are given; the settings' shares for validation and test are not asked. There is no test
     * part, and no figure of one.
     *
     * @throws IllegalArgumentException as {@link #train}
     * @throws TrainingException as {@link #train}
     */
    public TrainingResult train(LearningParts parts, Architecture architecture) {
        Dataset all = parts.all();
        return train(new Split(new Development(parts.train(), parts.validation()),
                TestPart.seal(all.subset(new int[0])), List.of()),
                new TrainingSet(all, parts.preparation(), parts.description(), List.of()), architecture,
                Optional.empty());
    }

    /**
     * Goes on with a training that was stopped, and ends as it would have ended.
     *
     * @throws IllegalArgumentException as {@link #train}, or where the checkpoint is of other data, another network,
     *     other settings or another number of processors; the message names what differs
     * @throws TrainingException as {@link #train}
     */
    public TrainingResult resume(TrainingSet data, Architecture architecture, Checkpoint checkpoint) {
        return train(data, architecture, Optional.of(checkpoint));
    }

    private TrainingResult train(TrainingSet data, Architecture architecture, Optional<Checkpoint> checkpoint) {
        Dataset all = data.dataset();
        all.requireCropsOfEveryClass();
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(all);
        return train(split, data, architecture, checkpoint);
    }

    private TrainingResult train(Split split, TrainingSet data, Architecture architecture,
            Optional<Checkpoint> checkpoint) {
        Dataset all = data.dataset();
        listener.splitDone(split.warnings());
        TrainingPart part = new TrainingPart(split.train(), data.preparation().crops(), settings, standardisation);
        Network start = part.initialise(architecture);
        String sha256 = Fingerprint.sha256(all);
        try (Run run = new Run(start, split.development(), part, data.preparation(), sha256)) {
            checkpoint.ifPresent(run::goOnFrom);
            run.train();
            Network best = run.learner.network(run.best);
            Calibration calibration = calibrate(best, split.development());
            Network calibrated = calibration.applyTo(best);
            Map<String, String> training = describe(run, calibration);
            List<NucleusClass> classes = NucleusClass.named(all.classNames());
            NucleusClassifier classifier = new NucleusClassifier(calibrated, classes, data.preparation(),
                    provenance(training, data, sha256, List.of()));
            Optional<Judgement> validation = judge(classifier, split.validation());
            // All is decided: the test part is opened.
            Optional<Judgement> test = split.test().size() == 0 ? Optional.empty()
                    : Optional.of(Judgement.of(classifier, split.test()));
            List<Provenance.HeldOut> heldOut = new ArrayList<>();
            test.ifPresent(t -> heldOut.addAll(figures(t.evaluation(), "test part")));
            validation.ifPresent(v -> heldOut.addAll(figures(v.evaluation(),
                    "validation part, which chose the epoch and the calibration")));
            return new TrainingResult(new NucleusClassifier(calibrated, classes, data.preparation(),
                    provenance(training, data, sha256, heldOut)), run.bestEpoch, calibration, run.history, split,
                    validation, test, run.warnings, run.cancelled);
        }
    }

    private Calibration calibrate(Network network, Development parts) {
        Dataset part = parts.validation();
        int classes = part.classNames().size();
        if (part.size() == 0) {
            return Calibration.none(classes, "there is no validation part");
        }
        double[] prior = new double[classes];
        int[] train = parts.train().countPerClass();
        int[] validation = part.countPerClass();
        for (int c = 0; c < classes; c++) {
            prior[c] = settings.prior() == Prior.BALANCED ? 1.0 / classes
                    : (double) (train[c] + validation[c]) / (parts.train().size() + part.size());
        }
        try (Inference inference = new Inference(network)) {
            return Calibration.fit(inference.logits(pixels(part)), part.classIndices(), prior, "the " + part.size()
                    + " crops of the validation part for " + (settings.prior() == Prior.BALANCED
                            ? "classes of equal frequency" : "the class frequencies of the training data"));
        }
    }

    private static List<float[]> pixels(Dataset part) {
        return part.crops().stream().map(labelled -> labelled.crop().values()).toList();
    }

    private static Optional<Judgement> judge(NucleusClassifier classifier, Dataset part) {
        return part.size() == 0 ? Optional.empty() : Optional.of(Judgement.of(classifier, part));
    }

    private Map<String, String> describe(Run run, Calibration calibration) {
        Map<String, String> training = settings.describe();
        standardisation.ifPresent(given -> training.put("standardisation", given.toString()));
        training.put("best_epoch", String.valueOf(run.bestEpoch));
        training.put("epochs_run", String.valueOf(run.history.size()));
        training.put("calibration", calibration.description());
        training.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return training;
    }

    private static Provenance provenance(Map<String, String> training, TrainingSet data, String sha256,
            List<Provenance.HeldOut> heldOut) {
        return new Provenance(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Software.versions(), training,
                data.description(), sha256, heldOut);
    }

    private static List<Provenance.HeldOut> figures(Evaluation evaluation, String part) {
        String measuredOn = part + ": " + evaluation.measuredOn();
        return List.of(
                figure("accuracy", evaluation.accuracy(), measuredOn),
                figure("balanced accuracy", evaluation.balancedAccuracy(), measuredOn),
                figure("MCC", evaluation.mcc(), measuredOn),
                figure("AUC", evaluation.auc(), measuredOn));
    }

    private static Provenance.HeldOut figure(String name, Estimate estimate, String measuredOn) {
        return new Provenance.HeldOut(name, estimate.value(), estimate.ci95().low(), estimate.ci95().high(),
                measuredOn);
    }

    /** One training under way. */
    private final class Run implements AutoCloseable {

        private final Network start;
        private final Development parts;
        private final TrainingPart part;
        private final Batches batches;
        private final BatchMaker maker;
        private final Map<String, String> identity;
        private final Learner learner;
        private final List<EpochRecord> history = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        /** Null until a step is observed. */
        private LayerObserver observer;
        private float[] best;
        private int bestEpoch;
        private boolean cancelled;

        private Run(Network start, Development parts, TrainingPart part, Preparation preparation, String sha256) {
            this.start = start;
            this.parts = parts;
            this.part = part;
            batches = part.batches();
            maker = part.maker(batches);
            learner = new Learner(start, new Backpropagation(start, settings.batches().size(), part.objective()),
                    settings.optimiser());
            identity = identity(preparation, sha256);
        }

        /** What must be the same where a training goes on, or its model would be another. */
        private Map<String, String> identity(Preparation preparation, String sha256) {
            Map<String, String> same = learner.identity();
            same.put("crops", preparation.crops().toString());
            same.put("way_to_find_nuclei", preparation.segmentation().map(Segmentation::identity).orElse("none"));
            same.put("hash_of_the_data", sha256);
            same.putAll(settings.describe());
            standardisation.ifPresent(given -> same.put("standardisation", given.toString()));
            return same;
        }

        private void goOnFrom(Checkpoint checkpoint) {
            checkpoint.requireSame(identity);
            history.addAll(checkpoint.history());
            bestEpoch = checkpoint.bestEpoch();
            best = checkpoint.arrays().get(Checkpoint.BEST);
            learner.restore(checkpoint, (long) history.size() * batches.batchCount());
        }

        private Checkpoint checkpoint() {
            return learner.checkpoint(identity, history, bestEpoch, Optional.ofNullable(best));
        }

        private void train() {
            int size = settings.batches().size();
            try (BatchQueue queue = new BatchQueue(maker::make, size, start.input().values(), batches.batchCount(),
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
                    // Without a validation part there is nothing to choose by: the last epoch is kept.
                    if (parts.validation().size() == 0 || record.validationLoss() < bestLoss()) {
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
                        : "no epoch had a finite validation loss: check that the validation part has crops");
            }
        }

        private boolean isPatienceOver() {
            return parts.validation().size() > 0 && history.size() - bestEpoch >= settings.patience();
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
            Tally tally = new Tally(parts.train().classNames().size());
            int batchCount = batches.batchCount();
            double loss = 0;
            double learningRate = 0;
            for (int number = 0; number < batchCount; number++) {
                if (listener.isCancelled()) {
                    cancelled = true;
                    return null;
                }
                long step = (long) (epoch - 1) * batchCount + number;
                long dropoutSeed = part.dropoutSeed(epoch, number);
                MiniBatch batch = queue.take();
                double batchLoss = learner.backpropagation().step(batch.images, batch.classes, dropoutSeed);
                if (!Double.isFinite(batchLoss)) {
                    diverged("the loss became " + batchLoss + " in epoch " + epoch);
                    return null;
                }
                learningRate = settings.optimiser().learningRate()
                        * settings.schedule().factor(step, batchCount, settings.epochs());
                if (listener.observes(step)) {
                    observer().beforeStep();
                    learner.learn(learningRate);
                    listener.observed(observer().afterStep(step, learningRate, batchLoss));
                } else {
                    learner.learn(learningRate);
                }
                loss += batchLoss;
                for (int i = 0; i < batch.classes.length; i++) {
                    tally.add(batch.classes[i], learner.backpropagation().predicted()[i], 0);
                }
                queue.giveBack(batch);
                listener.batchDone(step + 1, (long) settings.epochs() * batchCount);
            }
            Tally validation = validate();
            return new EpochRecord(epoch, learningRate, loss / batchCount, tally.accuracy(), tally.balancedAccuracy(),
                    settings.batches().balance() == Balance.NONE ? validation.loss() : validation.balancedLoss(),
                    validation.accuracy(), validation.balancedAccuracy(), (System.nanoTime() - started) / 1e9);
        }

        private LayerObserver observer() {
            if (observer == null) {
                observer = new LayerObserver(start, learner.backpropagation(), parts.train());
            }
            return observer;
        }

        private Tally validate() {
            Dataset part = parts.validation();
            Tally tally = new Tally(part.classNames().size());
            List<float[]> logits = learner.inference().logits(pixels(part));
            for (int i = 0; i < part.size(); i++) {
                int truth = part.crops().get(i).classIndex();
                tally.add(truth, Loss.mostProbable(logits.get(i)), Loss.of(logits.get(i), truth));
            }
            return tally;
        }

        @Override
        public void close() {
            if (observer != null) {
                observer.close();
            }
            learner.close();
        }
    }
}
