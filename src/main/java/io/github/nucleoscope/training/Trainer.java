package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.nucleoscope.classifier.CropNetwork;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Calibration.Prior;

/**
 * Trains a network to classify crops. Mini-batches are made in the background; after each epoch the validation loss
 * decides which epoch's weights are kept and when to stop. At the end the probabilities are calibrated on the
 * validation part. Equal data, settings and number of threads give a bit-identical network on one machine, even if the
 * training was interrupted after an epoch and resumed.
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
     * Creates a trainer with a given standardisation of the input, for example to measure the effect of
     * standardisation.
     *
     * @param standardisation standardisation of the network's input; empty for that of the training part
     */
    public Trainer(TrainingSettings settings, TrainingListener listener, Optional<Standardisation> standardisation) {
        this.settings = settings;
        this.listener = listener;
        this.standardisation = standardisation;
    }

    /**
     * Splits the crops, trains, and evaluates the classifier on the validation and test parts.
     *
     * @param architecture for any number of classes: {@code o} becomes a softmax if there are more than two
     * @throws InputException if the crops are too few, or too small for the network
     * @throws TrainingException if the loss diverged before an epoch could be kept, or the training was cancelled in
     *     its first epoch
     */
    public TrainingResult train(TrainingSet data, Architecture architecture) {
        return train(data, architecture, Optional.empty());
    }

    /**
     * Trains on given parts; the settings' validation and test fractions are ignored. There is no test part and so no
     * test result.
     *
     * @throws InputException as {@link #train}
     * @throws TrainingException as {@link #train}
     */
    public TrainingResult train(LearningParts parts, Architecture architecture) {
        Dataset all = parts.all();
        return train(new Split(new Development(parts.train(), parts.validation()),
                TestPart.seal(all.subset(new int[0])), List.of()),
                new TrainingSet(all, parts.preparation(), parts.description(), List.of()),
                new StartingPoint.Random(architecture), Optional.empty());
    }

    /**
     * Resumes an interrupted training; the result is that of an uninterrupted one.
     *
     * @throws InputException as {@link #train}, or if the checkpoint is of other data, another network, other settings
     *     or another number of processors; the message names what differs
     * @throws TrainingException as {@link #train}
     */
    public TrainingResult resume(TrainingSet data, Architecture architecture, Checkpoint checkpoint) {
        return train(data, architecture, Optional.of(checkpoint));
    }

    private TrainingResult train(TrainingSet data, Architecture architecture, Optional<Checkpoint> checkpoint) {
        return train(data, new StartingPoint.Random(architecture), checkpoint);
    }

    /** Trains like {@link #train(TrainingSet, Architecture)}, or resumes, from any network. */
    TrainingResult train(TrainingSet data, StartingPoint from, Optional<Checkpoint> checkpoint) {
        Dataset all = data.dataset();
        all.requireCropsOfEveryClass();
        Split parts = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(all);
        Split split = new Split(parts.development(), parts.test(),
                Stream.concat(parts.warnings().stream(), from.warnings().stream()).toList());
        return train(split, data, from, checkpoint);
    }

    private TrainingResult train(Split split, TrainingSet data, StartingPoint from,
            Optional<Checkpoint> checkpoint) {
        Dataset all = data.dataset();
        listener.splitDone(split.warnings());
        TrainingPart part = new TrainingPart(split.train(), data.preparation().crops(), settings, standardisation);
        Network start = StartingNetworks.network(from, part, 0);
        String sha256 = Fingerprint.sha256(all);
        LoopResult trained = TrainingLoop.run(
                new ClassificationTask(split.development(), part, data.preparation(), sha256), start, settings,
                listener, checkpoint);
        Map<String, String> training = part.describe();
        training.putAll(from.describe());
        trained.describe(training);
        ModelOrigin origin = new ModelOrigin(training, data.description(), sha256);
        NucleusClassifier uncalibrated = new NucleusClassifier(trained.network(),
                NucleusClass.named(all.classNames()), data.preparation(), settings.averagesOverViews(),
                origin.with(List.of()));
        Calibration calibration = calibrate(uncalibrated, split.development());
        training.put("calibration", calibration.description());
        NucleusClassifier classifier = uncalibrated.with(calibration.applyTo(trained.network()));
        Optional<Judgement> validation = judge(classifier, split.validation());
        // All decisions have been made: only now may the test part be opened.
        Optional<Judgement> test = split.test().size() == 0 ? Optional.empty()
                : Optional.of(Judgement.of(classifier, split.test()));
        List<Provenance.HeldOut> figures = new ArrayList<>();
        test.ifPresent(t -> figures.addAll(HeldOutFigures.of(t.evaluation(), "test part")));
        validation.ifPresent(v -> figures.addAll(HeldOutFigures.of(v.evaluation(),
                "validation part, which chose the epoch and the calibration")));
        return new TrainingResult(classifier.with(origin.with(figures)), trained.bestEpoch(), calibration,
                trained.history(), split, Optional.empty(), validation, test, List.of(), List.of(), trained.warnings(),
                trained.cancelled());
    }

    private Calibration calibrate(NucleusClassifier uncalibrated, Development parts) {
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
        try (CropNetwork atWork = new CropNetwork(uncalibrated.network(), uncalibrated.testTimeAugmentation())) {
            List<float[]> logits = atWork.logits(part.crops().stream().map(LabelledCrop::crop).toList());
            return Calibration.fit(logits, part.classIndices(), prior, "the " + part.size()
                    + " crops of the validation part for " + (settings.prior() == Prior.BALANCED
                            ? "classes of equal frequency" : "the class frequencies of the training data"));
        }
    }

    private static Optional<Judgement> judge(NucleusClassifier classifier, Dataset part) {
        return part.size() == 0 ? Optional.empty() : Optional.of(Judgement.of(classifier, part));
    }
}
