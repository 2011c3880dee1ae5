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
 * Diagnoses the trainings of a comparison that ended at chance's loss, each by the nuclei that it saw, and does them
 * once more with the remedy that worked.
 */
final class StuckTrainings {

    /** The most epochs that a diagnosis trains for. */
    private static final int DIAGNOSED_EPOCHS = 10;

    /** A training that ends with this share of chance's loss or more learnt nothing: mini-batches make 3 %. */
    private static final double AT_CHANCE = 0.97;

    /** A diagnosis trains some ten times, for fewer epochs; its share of the time with the training that follows. */
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
     * Diagnoses all; to be called when all networks are trained.
     *
     * @param progress what is done at present, and its share of all diagnoses, 0 to 1
     * @return false where the listener ended it
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

    /** Whether it diverged, or its training loss ended at chance's. */
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
        String doing = trainer.words(training);
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
            // The remedy, for as long as all others were trained.
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
