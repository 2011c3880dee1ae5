package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.training.HeldOutFigures;
import io.github.nucleoscope.training.SegmentationJudge;
import io.github.nucleoscope.training.SegmentationTrainer;
import io.github.nucleoscope.training.SegmentationTrainingResult;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import io.github.nucleoscope.training.TrainingListener;

/**
 * Trains a network to find nuclei and writes the model and its figures to a folder. If folds are requested, a
 * cross-validation comes first; its figures are stored in the model, which is trained on all images.
 *
 * @param folder must exist
 * @param settings without a validation part if there are folds
 * @param start the network that each training starts from
 * @param before the model that is trained further, measured on the same images; empty for a new network
 * @param folds number of folds of the cross-validation, 2 or more; 0 for none
 * @param card what users of the model should know
 */
public record SegmentationTraining(Path folder, SegmentationTrainingSettings settings, Network start,
        Optional<SegmentationModel> before, int folds, String card) {

    /** Receives the progress of the trainings, on their thread, and may cancel them. */
    public interface Listener extends TrainingListener {

        /** Called before the training of a fold, counted from 1. */
        void foldBegins(int fold);

        /** Called when a fold's images were measured with the network that has not seen them. */
        void foldMeasured(int fold, List<ImageScores> scores);

        /** Called when all folds are measured and, on the same images, the model that is trained further, if any. */
        void foldsMeasured(Scores scores);

        /** Called before the training on all images. */
        void trainingBegins();
    }

    /**
     * Scores of the same images.
     *
     * @param before by the model that was trained further; empty if there is none, or it was not measured
     * @param now by the trained model
     */
    public record Scores(List<ImageScores> before, List<ImageScores> now) {

        /** Returns whether the model that was trained further was better before, at the first IoU threshold. */
        public boolean isWorse() {
            return !before.isEmpty() && averagePrecision(now) < averagePrecision(before);
        }

        /** Returns the average precision over all nuclei at the first IoU threshold, 0 to 1. */
        public static double averagePrecision(List<ImageScores> scores) {
            return ImageScores.pooled(scores).get(0).averagePrecision();
        }
    }

    /**
     * The result of the training.
     *
     * @param model as written
     * @param result of the training on all images
     * @param scores of the images of all folds or, without folds, of the validation part; empty if there is neither
     * @param files the files that were written
     */
    public record Outcome(SegmentationModel model, SegmentationTrainingResult result, Scores scores,
            SegmentationFiles files) {}

    /**
     * Starts or resumes the training and writes the files: complete folds are not trained again.
     *
     * @return empty if the listener cancelled before all folds were measured
     * @throws IOException if a file cannot be written, or belongs to another training
     */
    public Optional<Outcome> run(LabelledImages images, Listener listener) throws IOException {
        SegmentationFiles files = SegmentationFiles.in(folder);
        Optional<Scores> crossValidated = Optional.empty();
        if (folds > 0) {
            crossValidated = crossValidate(images, listener);
            if (crossValidated.isEmpty()) {
                return Optional.empty();
            }
            listener.foldsMeasured(crossValidated.get());
        }
        listener.trainingBegins();
        SegmentationTrainingResult result = files.train(images, start, settings, card, listener);
        SegmentationModel model = crossValidated.map(scores -> withFigures(result.model(), scores.now()))
                .orElse(result.model());
        SegmentationModelFile.write(model, files.model());
        return Optional.of(new Outcome(model, result, crossValidated.orElseGet(() -> validated(result, images)),
                files));
    }

    /** Returns empty if the listener cancelled. */
    private Optional<Scores> crossValidate(LabelledImages images, Listener listener) throws IOException {
        SegmentationFolds crossValidation = new SegmentationFolds(images, images.parts(folds, settings.seed()), start,
                settings, folder);
        List<ImageScores> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            listener.foldBegins(fold + 1);
            Optional<List<ImageScores>> scores = crossValidation.scores(fold, listener);
            if (scores.isEmpty()) {
                return Optional.empty();
            }
            listener.foldMeasured(fold + 1, scores.get());
            all.addAll(scores.get());
        }
        return Optional.of(new Scores(before.map(model -> SegmentationJudge.judge(model, images)).orElse(List.of()),
                List.copyOf(all)));
    }

    private Scores validated(SegmentationTrainingResult result, LabelledImages images) {
        return new Scores(before.isEmpty() || result.cancelled() || result.validation().isEmpty() ? List.of()
                : SegmentationJudge.judge(before.get(), new SegmentationTrainer(settings, TrainingListener.NONE)
                        .validation(images).orElseThrow()), result.validation());
    }

    private SegmentationModel withFigures(SegmentationModel model, List<ImageScores> scores) {
        Provenance p = model.provenance();
        return new SegmentationModel(model.network(), model.diameter(), model.signal(), model.card(),
                new Provenance(p.created(), p.software(), p.training(), p.data(), p.dataSha256(),
                        HeldOutFigures.of(scores, folds + "-fold cross-validation of this training")));
    }
}
