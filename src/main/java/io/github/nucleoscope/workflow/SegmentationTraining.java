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
 * Trains a network to find nuclei and writes the model and its figures to a folder. Where folds are asked for, a
 * cross-validation comes first; its figures go into the model, which learns from all images.
 *
 * @param folder there already
 * @param settings without a validation part where there are folds
 * @param start what each training begins with
 * @param before the model that the training goes on from, measured on the same images; empty for a new network
 * @param folds of the cross-validation, 2 or more; 0 for none
 * @param card what users of the model should know
 */
public record SegmentationTraining(Path folder, SegmentationTrainingSettings settings, Network start,
        Optional<SegmentationModel> before, int folds, String card) {

    /** Told how the trainings go, on their thread, and asked whether to go on. */
    public interface Listener extends TrainingListener {

        /** The training of a fold begins, counted from 1. */
        void foldBegins(int fold);

        /** A fold's images were measured with the network that did not see them. */
        void foldMeasured(int fold, List<ImageScores> scores);

        /** All folds are measured; and so is, on the same images, the model that the training goes on from, if any. */
        void foldsMeasured(Scores scores);

        /** The training on all images begins. */
        void trainingBegins();
    }

    /**
     * Scores of the same images.
     *
     * @param before by the model that the training went on from; empty where there is none, or it was not measured
     * @param now by what was trained
     */
    public record Scores(List<ImageScores> before, List<ImageScores> now) {

        /** Whether the model that the training went on from found the nuclei better, at the first threshold. */
        public boolean isWorse() {
            return !before.isEmpty() && averagePrecision(now) < averagePrecision(before);
        }

        /** The average precision of all nuclei at the first threshold. */
        public static double averagePrecision(List<ImageScores> scores) {
            return ImageScores.pooled(scores).get(0).averagePrecision();
        }
    }

    /**
     * What was trained.
     *
     * @param model as it was written
     * @param scores of the images of all folds or, without folds, of the validation part; empty where there is neither
     */
    public record Outcome(SegmentationModel model, SegmentationTrainingResult result, Scores scores,
            SegmentationFiles files) {}

    /**
     * Trains and writes, or goes on with it: folds that are complete are not trained again.
     *
     * @return empty where the listener ended it before all folds were measured
     * @throws IOException where a file cannot be written, or is of another training
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

    /** Empty where it was stopped. */
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
