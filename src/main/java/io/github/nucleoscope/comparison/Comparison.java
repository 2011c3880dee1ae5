package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;

/**
 * Compares networks with each other, with classifiers of measurements and with the most frequent class, by repeated
 * grouped cross-validation: each seed makes its own folds. In each fold every network is trained on the same crops with
 * the same budget, and its epoch is chosen by the same validation part (split off from the fold's training part).
 *
 * <p>First all trainings are run. If requested, those that ended at the loss of chance are diagnosed with the same
 * nuclei, and repeated with the remedy that worked. Meanwhile the test parts are sealed. Then each is opened once, and
 * classified by all contenders. No test part is looked at before everything is decided.
 */
public final class Comparison {

    /** Share of the progress bar for trainings if diagnoses follow, whose number is not known beforehand. */
    private static final double TRAINING_SHARE = 0.5;

    private final TrainingSet data;
    private final ComparisonSettings settings;
    private final SealedFolds folds;
    private final TrainingStore store;
    private final ComparisonListener listener;
    private final FoldTrainer trainer;
    private final int all;
    private int finished;

    /**
     * Makes the folds and checks the networks.
     *
     * @throws InputException if there are too few crops for the folds, or the crops are too small for a network
     */
    public Comparison(TrainingSet data, ComparisonSettings settings, TrainingStore store,
            ComparisonListener listener) {
        this(data, settings, store, listener, System::nanoTime);
    }

    /** @param clock nanoseconds since an arbitrary origin, for a budget in minutes */
    Comparison(TrainingSet data, ComparisonSettings settings, TrainingStore store, ComparisonListener listener,
            LongSupplier clock) {
        this.data = data;
        this.settings = settings;
        this.store = store;
        this.listener = listener;
        folds = new SealedFolds(data.dataset(), settings);
        trainer = new FoldTrainer(data, settings, folds, store, listener, clock);
        // Fails now rather than after hours of training.
        settings.networks().forEach(network -> Network.weightShapes(
                network.architecture().forClasses(data.dataset().classNames().size()),
                data.preparation().inputShape()));
        all = settings.trainings().size();
    }

    /** Returns the number of trainings, without those with a remedy. */
    public int trainings() {
        return all;
    }

    /** Returns how many of the {@link #trainings} are finished. */
    public int finished() {
        return finished;
    }

    /**
     * Runs the comparison; trainings that the store already has are not repeated. To be called once.
     *
     * @return empty if the listener cancelled: then the store has what was finished, and a comparison with the same
     *     settings resumes from there
     * @throws IOException if the store cannot be read or written
     * @throws InputException if the time was too short for one epoch of a network
     */
    public Optional<ComparisonResult> run() throws IOException {
        double share = settings.diagnosed() ? TRAINING_SHARE : 1;
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
