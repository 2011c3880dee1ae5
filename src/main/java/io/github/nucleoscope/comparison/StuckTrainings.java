package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ObjDoubleConsumer;

import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.DiagnosisListener;
import io.github.nucleoscope.diagnosis.Diagnostician;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.RangeTest;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Diagnoses the trainings of a comparison that ended at the loss of chance, each with the nuclei that it saw, and
 * repeats them with the remedy that worked.
 */
final class StuckTrainings {

    /** The largest number of epochs of the trainings in a diagnosis. */
    private static final int DIAGNOSED_EPOCHS = 10;

    /** A training loss of at least this share of chance has learnt nothing: mini-batches fluctuate by 3 %. */
    private static final double AT_CHANCE = 0.97;

    /** Share of the time for a diagnosis, about ten short trainings, against that of the training that follows. */
    private static final double DIAGNOSIS = 0.8;

    private final TrainingSet data;
    private final ComparisonSettings settings;
    private final SealedFolds folds;
    private final TrainingStore store;
    private final ComparisonListener listener;
    private final FoldTrainer trainer;

    StuckTrainings(TrainingSet data, ComparisonSettings settings, SealedFolds folds, TrainingStore store,
            ComparisonListener listener, FoldTrainer trainer) {
        this.data = data;
        this.settings = settings;
        this.folds = folds;
        this.store = store;
        this.listener = listener;
        this.trainer = trainer;
    }

    /**
     * Diagnoses all stuck trainings; to be called when all networks are trained.
     *
     * @param progress receives what is being done and the finished share of all diagnoses, 0 to 1
     * @return false if the listener cancelled
     */
    boolean diagnose(ObjDoubleConsumer<String> progress) throws IOException {
        List<Training> stuck = new ArrayList<>();
        for (Training training : settings.trainings()) {
            if (isStuck(training)) {
                stuck.add(training);
            }
        }
        for (int i = 0; i < stuck.size(); i++) {
            int before = i;
            if (store.treatment(stuck.get(i)).isEmpty() && !diagnose(stuck.get(i),
                    (doing, share) -> progress.accept(doing, (before + share) / stuck.size()))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a training diverged, or its loss ended at that of chance. */
    private boolean isStuck(Training training) throws IOException {
        TrainedNetwork trained = store.find(training).orElseThrow();
        return !trained.hasModel() || trained.history().get(trained.history().size() - 1).trainLoss()
                >= AT_CHANCE * RangeTest.chance(folds.train(training), settings.recipe());
    }

    private boolean diagnose(Training training, ObjDoubleConsumer<String> progress) throws IOException {
        TrainingSettings recipe = settings.training(training.seed());
        Split split = new GroupedSplit(recipe.validationFraction(), 0, training.seed()).split(folds.train(training));
        LearningParts parts = new LearningParts(split.train(), split.validation(), data.preparation(),
                trainer.description(training));
        Subject subject = new Subject(settings.networks().get(training.network()).architecture(), recipe
                .withOptimiser(recipe.optimiser().withLearningRate(store.find(training).orElseThrow().learningRate()))
                .withEpochs(Math.min(DIAGNOSED_EPOCHS, recipe.epochs())));
        String doing = trainer.title(training);
        Diagnosis diagnosis;
        try {
            diagnosis = new Diagnostician(parts, new DiagnosisListener() {
                @Override
                public void batchDone(String stage, long done, long all) {
                    progress.accept(doing + ", diagnosis: " + stage, 0);
                }

                @Override
                public boolean isCancelled() {
                    return listener.isCancelled();
                }
            }).diagnose(subject);
        } catch (CancellationException e) {
            return false;
        }
        Optional<RemedyTrial> best = diagnosis.best();
        if (best.isPresent()) {
            Subject changed = best.get().trial().subject();
            // With the remedy, but for as many epochs as all others.
            boolean done = trainer.train(training.withRemedy(), new Subject(changed.architecture(), changed.settings()
                    .withEpochs(recipe.epochs()).withPatience(recipe.patience())), false,
                    "of the remedy: " + best.get().remedy().title(),
                    (what, share) -> progress.accept(what, DIAGNOSIS + (1 - DIAGNOSIS) * share));
            if (!done) {
                return false;
            }
        }
        store.keep(training, Treatment.of(diagnosis), diagnosis);
        listener.trainingDone(doing + ": " + diagnosis.verdict() + " " + diagnosis.advice());
        return true;
    }
}
