package io.github.nucleoscope.io;

import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
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
 * What a training leaves.
 *
 * @param model the model file
 * @param history the learning curve as a table
 * @param curve the learning curve as a picture
 */
public record TrainingFiles(Path model, Path history, Path curve) {

    /** {@code model.nucleoscope.zip}, {@code history.csv} and {@code learning-curve.png} in a folder. */
    public static TrainingFiles in(Path folder) {
        return new TrainingFiles(folder.resolve("model" + ModelFile.EXTENSION), folder.resolve("history.csv"),
                folder.resolve("learning-curve.png"));
    }

    /** {@code a.nucleoscope.zip}, with {@code a.history.csv} and {@code a.learning-curve.png} beside it. */
    public static TrainingFiles beside(Path model) {
        String name = model.getFileName().toString();
        String base = name.substring(0, name.length() - ModelFile.EXTENSION.length());
        return new TrainingFiles(model, model.resolveSibling(base + ".history.csv"),
                model.resolveSibling(base + ".learning-curve.png"));
    }

    /**
     * Trains and writes the files; the table grows epoch by epoch.
     *
     * @throws IOException where a file cannot be written; before the training where the folder is missing
     */
    public TrainingResult train(TrainingSet set, Architecture architecture, TrainingSettings settings,
            TrainingListener listener) throws IOException {
        TrainingResult result;
        try (HistoryCsv table = new HistoryCsv(history)) {
            result = new Trainer(settings, recording(listener, table)).train(set, architecture);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ModelFile.write(result.classifier(), model);
        LearningCurvePlot.write(result.history(), result.bestEpoch(), result.classifier().classes().size(), curve);
        return result;
    }

    private static TrainingListener recording(TrainingListener listener, HistoryCsv table) {
        return new TrainingListener() {
            @Override
            public void splitDone(Split split) {
                listener.splitDone(split);
            }

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
