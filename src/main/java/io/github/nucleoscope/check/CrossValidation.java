package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Trainer;
import io.github.nucleoscope.training.TrainingException;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Trains a network on shares of the crops of all folds but one and classifies the crops of the remaining fold: every
 * crop is classified by networks that have seen neither it nor, where source images are known, any other crop of its
 * image. Each training takes the same number of steps, whatever its share. 15 % of the training crops are used to
 * choose the epoch and to calibrate the probabilities.
 */
final class CrossValidation {

    /** Shares of the available training crops, smallest first. */
    static final double[] SHARES = {0.25, 0.5, 1};

    private static final double VALIDATION = 0.15;

    private final TrainingSet set;
    private final CheckSettings settings;
    private final CheckProgress progress;
    private final Map<LabelledCrop, Integer> indexOf = new IdentityHashMap<>();
    private final List<Fold> folds;

    /** @param set with at least two crops of each class, and at least as many crops as folds */
    CrossValidation(TrainingSet set, CheckSettings settings, CheckProgress progress) {
        this.set = set;
        this.settings = settings;
        this.progress = progress;
        List<LabelledCrop> crops = set.dataset().crops();
        for (int i = 0; i < crops.size(); i++) {
            indexOf.put(crops.get(i), i);
        }
        folds = new GroupedFolds(settings.folds(), settings.seed()).folds(set.dataset()).folds();
    }

    /** Returns the test part of each fold, as indices of the set's crops. */
    List<int[]> testParts() {
        return folds.stream().map(fold -> fold.test().crops().stream().mapToInt(indexOf::get).toArray()).toList();
    }

    /**
     * Trains one network per fold and share.
     *
     * @param shares of the training crops, such as {@link #SHARES}
     * @return one entry per share; empty if the check was cancelled
     * @throws TrainingException if no network can be trained
     */
    Optional<List<OutOfFold>> run(double[] shares) {
        List<OutOfFold> results = new ArrayList<>();
        int done = 0;
        for (double share : shares) {
            double[][] probabilities = new double[set.dataset().size()][];
            int trainSize = 0;
            for (Fold fold : folds) {
                Dataset train = share == 1 ? fold.train()
                        : new GroupedSplit(1 - share, 0, settings.seed()).split(fold.train()).train();
                trainSize += train.size();
                Optional<NucleusClassifier> classifier = train(train, done++, shares.length * folds.size());
                if (classifier.isEmpty()) {
                    return Optional.empty();
                }
                predict(classifier.get(), fold.test(), probabilities);
            }
            results.add(new OutOfFold(share, trainSize / folds.size(), probabilities, evaluate(probabilities)));
        }
        return Optional.of(results);
    }

    private Optional<NucleusClassifier> train(Dataset train, int done, int all) {
        double batches = (1 - VALIDATION) * train.size() / Recipe.ORIGINAL.settings().batches().size();
        int epochs = (int) Math.max(1, Math.round(settings.steps() / Math.max(1, batches)));
        TrainingSettings training = Recipe.ORIGINAL.settings().withEpochs(epochs).withPatience(epochs)
                .withParts(VALIDATION, 0).withSeed(settings.seed());
        TrainingListener listener = new TrainingListener() {
            @Override
            public void batchDone(long batch, long batches) {
                progress.done(1000L * done + 1000 * batch / batches, 1000L * all);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        };
        try {
            NucleusClassifier classifier = new Trainer(training, listener).train(
                    new TrainingSet(train, set.preparation(), set.description(), List.of()), settings.architecture())
                    .classifier();
            return progress.isCancelled() ? Optional.empty() : Optional.of(classifier);
        } catch (TrainingException e) {
            if (progress.isCancelled()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void predict(NucleusClassifier classifier, Dataset test, double[][] probabilities) {
        try (CropClassifier crops = new CropClassifier(classifier)) {
            List<Prediction> predictions = crops.predict(test.crops().stream().map(LabelledCrop::crop).toList());
            for (int i = 0; i < predictions.size(); i++) {
                probabilities[indexOf.get(test.crops().get(i))] = predictions.get(i).probabilities();
            }
        }
    }

    private Evaluation evaluate(double[][] probabilities) {
        List<Outcome> outcomes = new ArrayList<>();
        List<LabelledCrop> crops = set.dataset().crops();
        for (int i = 0; i < probabilities.length; i++) {
            outcomes.add(new Outcome(crops.get(i).classIndex(), probabilities[i], crops.get(i).crop().source(),
                    crops.get(i).crop().sourceKnown()));
        }
        return Evaluation.of(set.dataset().classNames(), outcomes);
    }
}
