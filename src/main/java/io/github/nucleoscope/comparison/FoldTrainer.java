package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;

import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.RangeTest;
import io.github.nucleoscope.training.Trainer;
import io.github.nucleoscope.training.TrainingException;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;

/** Trains the networks of a comparison, each on the training part of a fold, and stores the results. */
final class FoldTrainer {

    private final TrainingSet data;
    private final ComparisonSettings settings;
    private final SealedFolds folds;
    private final TrainingStore store;
    private final ComparisonListener listener;
    private final LongSupplier clock;

    /** @param clock nanoseconds since an arbitrary origin, for a budget in minutes */
    FoldTrainer(TrainingSet data, ComparisonSettings settings, SealedFolds folds, TrainingStore store,
            ComparisonListener listener, LongSupplier clock) {
        this.data = data;
        this.settings = settings;
        this.folds = folds;
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Trains a network as given, at the rate of a range test if the settings say so.
     *
     * @param progress receives what is being done and the finished share of this training, 0 to 1
     * @return false if the listener cancelled
     */
    boolean train(Training training, ObjDoubleConsumer<String> progress) throws IOException {
        Dataset train = folds.train(training);
        Net network = settings.networks().get(training.network());
        String doing = title(training);
        TrainingSettings recipe = settings.training(training.seed());
        double rate = recipe.optimiser().learningRate();
        String reason = "as given";
        boolean found = false;
        if (settings.tuned()) {
            Dataset part = new GroupedSplit(recipe.validationFraction(), 0, training.seed()).split(train).train();
            RangeTest test = RangeTest.of(part, data.preparation().crops(), network.architecture(), recipe,
                    new RangeTestListener(doing, progress));
            if (test.cancelled()) {
                return false;
            }
            // A range test is not more precise than two digits.
            rate = test.chosen().map(chosen -> Double.valueOf(String.format(Locale.ROOT, "%.1e", chosen))).orElse(rate);
            found = test.chosen().isPresent();
            reason = found ? test.reason() : "the rate of the settings, as the range test chose none: "
                    + test.reason();
        }
        return train(training, new Subject(network.architecture(),
                recipe.withOptimiser(recipe.optimiser().withLearningRate(rate))), found, reason,
                progress);
    }

    /**
     * Trains a network, which may differ from the given one, on the same nuclei.
     *
     * @param found whether its rate came from a range test
     * @param reason where the rate came from, for people
     * @return false if the listener cancelled
     */
    boolean train(Training training, Subject subject, boolean found, String reason,
            ObjDoubleConsumer<String> progress) throws IOException {
        String doing = title(training);
        double rate = subject.settings().optimiser().learningRate();
        TrainingSet part = new TrainingSet(folds.train(training), data.preparation(), description(training), List.of());
        Optional<Checkpoint> checkpoint = store.checkpoint(training);
        TrainingRecorder recorder = new TrainingRecorder(training, doing, progress,
                checkpoint.map(c -> c.history().stream().mapToDouble(EpochRecord::seconds).sum()).orElse(0.0));
        Trainer trainer = new Trainer(subject.settings(), recorder);
        try {
            TrainingResult result = checkpoint.isPresent()
                    ? trainer.resume(part, subject.architecture(), checkpoint.get())
                    : trainer.train(part, subject.architecture());
            if (listener.isCancelled()) {
                return false;
            }
            List<String> lines = new ArrayList<>(result.split().warnings());
            result.warnings().forEach(line -> lines.add(doing + ": " + line));
            store.keep(training, new TrainedNetwork(true, result.history(), result.bestEpoch(), rate, found,
                    reason, lines), Optional.of(result.classifier()));
            listener.trainingDone(String.format(Locale.ROOT, "%s: rate %.1e, %d epochs, best %d, validation loss %.3f",
                    doing, rate, result.history().size(), result.bestEpoch(),
                    result.history().get(result.bestEpoch() - 1).validationLoss()));
        } catch (TrainingException e) {
            if (listener.isCancelled()) {
                return false;
            }
            if (recorder.isTimeOver()) {
                throw new InputException(doing + ": not even one epoch was finished in " + settings.budget()
                        + ": give more time");
            }
            store.keep(training, new TrainedNetwork(false, List.of(), 0, rate, found, reason, List.of(doing
                    + ": counted as the most frequent class, because there is no network: " + e.getMessage())),
                    Optional.empty());
            listener.trainingDone(doing + ": " + e.getMessage());
        }
        return true;
    }

    /** Returns the name of a training for people, such as {@code shallow, seed 1, fold 2 of 5}. */
    String title(Training training) {
        return String.format(Locale.ROOT, "%s%s, seed %d, fold %d of %d",
                settings.networks().get(training.network()).title(), training.remedied() ? ", remedied" : "",
                training.seed(), training.fold() + 1, settings.folds());
    }

    /** Describes the nuclei that a training sees. */
    String description(Training training) {
        return String.format(Locale.ROOT, "%s, the training part of fold %d of %d with seed %d", data.description(),
                training.fold() + 1, settings.folds(), training.seed());
    }

    private final class RangeTestListener implements TrainingListener {

        private final String doing;
        private final ObjDoubleConsumer<String> progress;

        private RangeTestListener(String doing, ObjDoubleConsumer<String> progress) {
            this.doing = doing;
            this.progress = progress;
        }

        @Override
        public void batchDone(long done, long ofAll) {
            progress.accept(doing + ", learning rate", 0);
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }

    private final class TrainingRecorder implements TrainingListener {

        private final Training training;
        private final String doing;
        private final ObjDoubleConsumer<String> progress;
        private final double secondsBefore;
        private final long started = clock.getAsLong();

        private TrainingRecorder(Training training, String doing, ObjDoubleConsumer<String> progress,
                double secondsBefore) {
            this.training = training;
            this.doing = doing;
            this.progress = progress;
            this.secondsBefore = secondsBefore;
        }

        private double shareOfTime() {
            return settings.budget() instanceof Budget.Minutes minutes
                    ? (secondsBefore + (clock.getAsLong() - started) / 1e9) / (60 * minutes.most()) : 0;
        }

        boolean isTimeOver() {
            return shareOfTime() >= 1;
        }

        @Override
        public void batchDone(long done, long ofAll) {
            progress.accept(doing, settings.budget() instanceof Budget.Epochs ? (double) done / ofAll
                    : Math.min(1, shareOfTime()));
        }

        @Override
        public void checkpoint(Supplier<Checkpoint> checkpoint) {
            try {
                store.keep(training, checkpoint.get());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled() || isTimeOver();
        }
    }
}
