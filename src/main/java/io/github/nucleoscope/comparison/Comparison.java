package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;

/**
 * Compares networks with each other, with classifiers of measurements and with the most frequent class, by repeated
 * grouped cross-validation: each seed makes folds of its own. In each fold every network is trained on the same crops,
 * chosen by the same validation part (split off from the fold's training part), with the same budget.
 *
 * <p>First all trainings are done; where it was asked for, those that ended at chance's loss are diagnosed by the same
 * nuclei, and done once more with the remedy that worked. The test parts are sealed meanwhile. Then each is opened,
 * once, by all contenders. Nothing is known of any test part before everything is decided.
 */
public final class Comparison {

    /** Of the bar, where diagnoses follow: how many there will be is not known before. */
    private static final double TRAININGS = 0.5;

    private final TrainingSet data;
    private final ComparisonSettings settings;
    private final SealedFolds folds;
    private final TrainingStore store;
    private final ComparisonListener listener;
    private final FoldTrainer trainer;
    private final int all;
    private int finished;

    /**
     * Makes the folds.
     *
     * @throws InputException where there are too few crops for the folds, or a network does not fit them
     */
    public Comparison(TrainingSet data, ComparisonSettings settings, TrainingStore store,
            ComparisonListener listener) {
        this(data, settings, store, listener, System::nanoTime);
    }

    /** @param clock nanoseconds since any moment: what a budget in minutes is measured by */
    Comparison(TrainingSet data, ComparisonSettings settings, TrainingStore store, ComparisonListener listener,
            LongSupplier clock) {
        this.data = data;
        this.settings = settings;
        this.store = store;
        this.listener = listener;
        folds = new SealedFolds(data.dataset(), settings);
        trainer = new FoldTrainer(data, settings, folds, store, listener, clock);
        // Hours later would be too late.
        settings.networks().forEach(network -> Network.weightShapes(
                network.architecture().forClasses(data.dataset().classNames().size()),
                TensorShape.ofCrop(data.preparation().crops().size())));
        all = settings.trainings().size();
    }

    /** How many trainings there are in all. */
    public int trainings() {
        return all;
    }

    /** How many of them are finished. */
    public int finished() {
        return finished;
    }

    /**
     * Compares; what the store has is not done again. To be called once.
     *
     * @return empty where the listener ended it: then the store has what was finished, and a comparison of the same
     *     settings goes on from there
     * @throws IOException where the store cannot be read or written
     * @throws InputException where the time was too short for one epoch of a network
     */
    public Optional<ComparisonResult> run() throws IOException {
        double share = settings.diagnosed() ? TRAININGS : 1;
        try {
            for (Training training : settings.trainings()) {
                if (store.find(training).isEmpty() && !trainer.train(training,
                        (doing, done) -> listener.progress(share * (finished + done) / all, doing))) {
                    return Optional.empty();
                }
                finished++;
                listener.progress(share * finished / all, "Training");
            }
            if (settings.diagnosed() && !new StuckTrainings(data, settings, folds, store, listener, trainer)
                    .diagnose((doing, done) -> listener.progress(share + (1 - share) * done, doing))) {
                return Optional.empty();
            }
            return new FinalTable(data, settings, folds, store, listener).measure();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
