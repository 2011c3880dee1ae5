package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.model.CheckpointFile;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.table.ScoresCsv;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.SegmentationTrainer;
import io.github.nucleoscope.training.SegmentationTrainingResult;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import io.github.nucleoscope.training.TrainingListener;

/**
 * The files of a training for segmentation.
 *
 * @param model the model file
 * @param history the learning curve as a table
 * @param scores of held-out images, as a table
 * @param checkpoint of the training while it is not finished
 */
public record SegmentationFiles(Path model, Path history, Path scores, Path checkpoint) {

    /** Returns the paths of {@code model.nucleoscope.zip}, {@code history.csv} and the others in a folder. */
    public static SegmentationFiles in(Path folder) {
        return new SegmentationFiles(folder.resolve("model" + ModelFile.EXTENSION), folder.resolve("history.csv"),
                folder.resolve("scores.csv"), folder.resolve("checkpoint.zip"));
    }

    /**
     * Trains and writes the files, with a checkpoint after each epoch; resumes from a checkpoint if there is one. It is
     * deleted at the end unless the training was cancelled.
     *
     * @param start the network to start from
     * @param card what users of the model should know
     * @throws InputException if a file cannot be written during the training; the best model so far is kept if
     *     possible. Or as {@link SegmentationTrainer#train}
     * @throws IOException if a file cannot be written before or after the training
     */
    public SegmentationTrainingResult train(LabelledImages images, Network start,
            SegmentationTrainingSettings settings, String card, TrainingListener listener) throws IOException {
        AtomicFile.deleteParts(checkpoint);
        Optional<Checkpoint> from = Files.exists(checkpoint) ? Optional.of(CheckpointFile.read(checkpoint))
                : Optional.empty();
        TrainingRecorder recorder = new TrainingRecorder(listener, history,
                made -> CheckpointFile.write(made.get(), checkpoint));
        SegmentationTrainingResult result = new RecordedTraining<>(
                recording -> new SegmentationTrainer(settings, recording).train(images, start, card, from),
                (trained, file) -> SegmentationModelFile.write(trained.model(), file), model).run(recorder, from);
        if (!result.validation().isEmpty()) {
            ScoresCsv.write(result.validation(), scores);
        }
        if (!result.cancelled()) {
            Files.deleteIfExists(checkpoint);
        }
        return result;
    }
}
