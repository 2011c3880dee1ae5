package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.model.CheckpointFile;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.LearningCurvePlot;
import io.github.nucleoscope.segmentation.EmbeddableFile;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.table.HistoryCsv;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.EnsembleTrainer;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The files of a training.
 *
 * @param model the model file
 * @param history the learning curve as a table
 * @param curve the learning curve as a picture
 * @param checkpoint of the training while it is not finished
 */
public record TrainingFiles(Path model, Path history, Path curve, Path checkpoint) {

    /** Disk space for the report, the tables and other small files, in bytes. */
    private static final long SMALL_FILES = 16L << 20;

    /** Returns the paths of {@code model.nucleoscope.zip}, {@code history.csv} and the others in a folder. */
    public static TrainingFiles in(Path folder) {
        return new TrainingFiles(folder.resolve("model" + ModelFile.EXTENSION), folder.resolve("history.csv"),
                folder.resolve("learning-curve.png"), folder.resolve("checkpoint.zip"));
    }

    /** Returns {@code a.nucleoscope.zip} and the paths of {@code a.history.csv} and the others next to it. */
    public static TrainingFiles beside(Path model) {
        String name = model.getFileName().toString();
        String base = name.substring(0, name.length() - ModelFile.EXTENSION.length());
        return new TrainingFiles(model, model.resolveSibling(base + ".history.csv"),
                model.resolveSibling(base + ".learning-curve.png"), model.resolveSibling(base + ".checkpoint.zip"));
    }

    /**
     * Trains and writes the files; the table grows epoch by epoch. There are no checkpoints.
     *
     * @throws InputException if a file cannot be written during the training; the best model so far is kept if
     *     possible. Or as {@link EnsembleTrainer#train}
     * @throws IOException if a file cannot be written before or after the training, such as if the folder is missing
     */
    public TrainingResult train(TrainingSet set, StartingPoint from, EnsembleSettings settings,
            TrainingListener listener) throws IOException {
        return train(set, from, settings, Optional.empty(),
                new TrainingRecorder(listener, history, made -> {}));
    }

    /**
     * Trains like {@link #train}, but with a checkpoint after each epoch, and resumes from a given one. The checkpoint
     * is kept until {@link #deleteCheckpoint}.
     *
     * @param start the result of {@link #readCheckpoint}, or empty for a new training
     * @throws InputException as {@link #train}, or if the checkpoint belongs to another training, the network is too
     *     large for a model file, or there is too little disk space for the files
     * @throws IOException as {@link #train}
     */
    public TrainingResult trainWithCheckpoints(TrainingSet set, StartingPoint from, EnsembleSettings settings,
            TrainingListener listener, Optional<Checkpoint> start) throws IOException {
        AtomicFile.deleteParts(checkpoint);
        long parameters = 0;
        for (long[] shape : Network.weightShapes(from.architecture(set.dataset().classNames().size()),
                set.preparation().inputShape()).values()) {
            parameters += LongStream.of(shape).reduce(1, Math::multiplyExact);
        }
        parameters *= settings.members();
        if (parameters > ModelFile.MAX_PARAMETERS) {
            throw new InputException((settings.isEnsemble() ? "the networks have " : "the network has ") + parameters
                    + " weights and a model file holds at most " + ModelFile.MAX_PARAMETERS
                    + ": use a smaller network or smaller crops");
        }
        Path folder = checkpoint.toAbsolutePath().getParent();
        // While a checkpoint is written the previous one still exists.
        requireSpace(folder, Files.getFileStore(folder).getUsableSpace(),
                2 * Checkpoint.bytes(parameters, settings.training().optimiser())
                        + Float.BYTES * parameters
                        + set.preparation().segmentation().flatMap(Segmentation::userFile)
                                .map(EmbeddableFile::length).orElse(0) + SMALL_FILES);
        return train(set, from, settings, start,
                new TrainingRecorder(listener, history, made -> CheckpointFile.write(made.get(), checkpoint)));
    }

    /** @throws InputException if less space is free than needed, in bytes */
    static void requireSpace(Path folder, long free, long needed) {
        if (free < needed) {
            throw new InputException(folder, "only " + (free >> 20) + " MB are free on this disk but the checkpoints"
                    + " and the model of this network may take " + (needed >> 20)
                    + " MB: free some space or choose another folder");
        }
    }

    /** Trains like {@link #trainWithCheckpoints}; the recorder decides what happens to checkpoints. */
    TrainingResult train(TrainingSet set, StartingPoint from, EnsembleSettings settings,
            Optional<Checkpoint> start, TrainingRecorder recorder) throws IOException {
        TrainingResult result = new RecordedTraining<>(
                recording -> new EnsembleTrainer(settings, recording).train(set, from, start),
                (trained, file) -> ModelFile.write(trained.classifier(), file), model).run(recorder, start);
        if (settings.kind() == ClassifierKind.MEASUREMENTS) {
            // No network was trained: what an earlier training left here belongs to another model.
            Files.deleteIfExists(history);
            Files.deleteIfExists(curve);
            return result;
        }
        if (settings.isEnsemble()) {
            // A longer training may have been tried after the one that was kept.
            HistoryCsv.write(result.history(), history);
        }
        LearningCurvePlot.write(result.history(), result.bestEpoch(), result.classifier().classes().size(), curve);
        return result;
    }

    /** Returns whether these are the files of a finished training. */
    public boolean isComplete() throws IOException {
        if (!Files.exists(model) || Files.exists(checkpoint)) {
            return false;
        }
        if (!Files.exists(history)) {
            return ModelFile.read(model).networks().isEmpty();
        }
        // While the table is empty, a new training has not finished its first epoch.
        try (Stream<String> lines = Files.lines(history)) {
            return lines.count() > 1;
        }
    }

    /**
     * Returns the checkpoint of an unfinished training; empty if there is none.
     *
     * @throws IOException if the checkpoint cannot be read
     */
    public Optional<Checkpoint> readCheckpoint() throws IOException {
        return Files.exists(checkpoint) ? Optional.of(CheckpointFile.read(checkpoint)) : Optional.empty();
    }

    /** Deletes the checkpoint of a finished training, and partly written ones. */
    public void deleteCheckpoint() throws IOException {
        Files.deleteIfExists(checkpoint);
        AtomicFile.deleteParts(checkpoint);
    }
}
