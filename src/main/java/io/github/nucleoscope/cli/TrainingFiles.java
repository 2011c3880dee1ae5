package io.github.nucleoscope.cli;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.io.HistoryCsv;
import io.github.nucleoscope.io.LearningCurvePlot;
import io.github.nucleoscope.io.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Trainer;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What a training leaves in a folder: the model, the learning curve as a table and as a picture.
 *
 * @param folder exists
 */
record TrainingFiles(Path folder) {

    Path model() {
        return folder.resolve("model" + ModelFile.EXTENSION);
    }

    Path history() {
        return folder.resolve("history.csv");
    }

    Path curve() {
        return folder.resolve("learning-curve.png");
    }

    Path report() {
        return folder.resolve("report.html");
    }

    /** Trains and writes all files but the report; the table grows epoch by epoch. */
    TrainingResult train(TrainingSet set, Architecture architecture, TrainingSettings settings,
            TrainingListener listener) throws IOException {
        TrainingResult result;
        try (HistoryCsv table = new HistoryCsv(history())) {
            result = new Trainer(settings, recording(listener, table)).train(set, architecture);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ModelFile.write(result.classifier(), model());
        LearningCurvePlot.write(result.history(), result.bestEpoch(), result.classifier().classes().size(), curve());
        return result;
    }

    private static TrainingListener recording(TrainingListener listener, HistoryCsv table) {
        return new TrainingListener() {
            @Override
            public void batchDone(long done, long all) {
                listener.batchDone(done, all);
            }

            @Override
            public void epochDone(EpochRecord epoch) {
                try {
                    table.append(epoch);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                listener.epochDone(epoch);
            }

            @Override
            public boolean isCancelled() {
                return listener.isCancelled();
            }
        };
    }
}
