package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.table.ScoresCsv;
import io.github.nucleoscope.training.SegmentationJudge;
import io.github.nucleoscope.training.SegmentationTrainingResult;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import io.github.nucleoscope.training.TrainingListener;

/**
 * A cross-validation of a training for segmentation. Each fold has its own folder, {@code fold-1}, {@code fold-2}, …:
 * a complete fold is not trained again, one that was stopped is resumed. Nothing is chosen on the images of a fold: its
 * training runs for all epochs, and the last weights are measured.
 *
 * @param images all images
 * @param parts the fold of each image, from 0
 * @param start the network that each training starts from
 * @param settings without a validation part
 * @param folder that contains the folders of the folds
 */
public record SegmentationFolds(LabelledImages images, int[] parts, Network start,
        SegmentationTrainingSettings settings, Path folder) {

    public SegmentationFolds {
        if (settings.validationFraction() != 0) {
            throw new IllegalArgumentException("the folds are trained without a validation part");
        }
    }

    /**
     * Returns the scores of one fold's images by a network that was trained on the others.
     *
     * @param fold from 0
     * @return empty if the training was cancelled: it is resumed at the next call
     * @throws IOException if a file cannot be written or belongs to another training
     */
    public Optional<List<ImageScores>> scores(int fold, TrainingListener listener) throws IOException {
        Path own = Files.createDirectories(folder.resolve("fold-" + (fold + 1)));
        SegmentationFiles files = SegmentationFiles.in(own);
        LabelledImages train = images.subset(IntStream.range(0, parts.length).filter(i -> parts[i] != fold).toArray());
        if (Files.exists(files.scores())) {
            requireSame(files.model(), train);
            return Optional.of(ScoresCsv.read(files.scores()));
        }
        SegmentationTrainingResult result = files.train(train, start, settings, "fold " + (fold + 1)
                + " of a cross-validation", listener);
        if (result.cancelled()) {
            return Optional.empty();
        }
        List<ImageScores> scores = SegmentationJudge.judge(result.model(),
                images.subset(IntStream.range(0, parts.length).filter(i -> parts[i] == fold).toArray()));
        ScoresCsv.write(scores, files.scores());
        return Optional.of(scores);
    }

    private void requireSame(Path file, LabelledImages train) throws IOException {
        SegmentationModel model = SegmentationModelFile.read(file);
        boolean same = model.provenance().dataSha256().equals(train.sha256())
                && model.network().architecture().equals(start.architecture());
        for (Map.Entry<String, String> setting : settings.describe().entrySet()) {
            same &= setting.getValue().equals(model.provenance().training().get(setting.getKey()));
        }
        if (!same) {
            throw new IOException(file + ": belongs to other images or options than those given now: delete its folder,"
                    + " or choose another output folder with -o");
        }
    }
}
