package io.github.nucleoscope.table;

import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.EpochRecord;

/** The learning curve as a CSV file, one row per {@link EpochRecord}; complete after each epoch. */
public final class HistoryCsv implements AutoCloseable {

    private static final List<String> COLUMNS = List.of("epoch", "learning_rate", "train_loss", "train_accuracy",
            "train_balanced_accuracy", "validation_loss", "validation_accuracy", "validation_balanced_accuracy",
            "seconds");

    private final CsvFile csv;

    /**
     * Writes the header line; an existing file is replaced.
     *
     * @throws InputException in one line, naming the file
     */
    public HistoryCsv(Path file) {
        csv = new CsvFile(file, COLUMNS);
    }

    /**
     * Writes all epochs; an existing file is replaced.
     *
     * @throws InputException in one line, naming the file
     */
    public static void write(List<EpochRecord> epochs, Path file) {
        try (HistoryCsv table = new HistoryCsv(file)) {
            epochs.forEach(table::append);
        }
    }

    /**
     * Appends an epoch. Undefined values are written as {@code NaN}.
     *
     * @throws InputException in one line, naming the file
     */
    public void append(EpochRecord epoch) {
        csv.append(List.of(List.of(epoch.epoch(), epoch.learningRate(), epoch.trainLoss(),
                epoch.trainAccuracy(), epoch.trainBalancedAccuracy(), epoch.validationLoss(),
                epoch.validationAccuracy(), epoch.validationBalancedAccuracy(), epoch.seconds())));
    }

    @Override
    public void close() {
        csv.close();
    }
}
