package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.dataset.Batches;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.training.BatchSettings.Balance;

/** Learning the class of each crop. */
final class ClassificationTask implements Task {

    private final Development parts;
    private final TrainingPart part;
    private final Preparation preparation;
    private final String dataSha256;
    private final Batches batches;
    private final BatchMaker maker;

    /**
     * @param parts crops for training, and for choosing the best epoch
     * @param part the first of the two
     * @param preparation how the crops were made
     * @param dataSha256 hash of all crops, including those held out
     */
    ClassificationTask(Development parts, TrainingPart part, Preparation preparation, String dataSha256) {
        this.parts = parts;
        this.part = part;
        this.preparation = preparation;
        this.dataSha256 = dataSha256;
        batches = part.batches();
        maker = part.maker(batches);
    }

    @Override
    public int batchCount() {
        return batches.batchCount();
    }

    @Override
    public MiniBatch emptyBatch() {
        int side = part.crops().size();
        return new MiniBatch(part.settings().batches().size(), side * side * part.crops().channels().count());
    }

    @Override
    public void fill(int epoch, int number, MiniBatch batch) {
        maker.make(epoch, number, batch);
    }

    @Override
    public Backpropagation backpropagation(Network start) {
        return new Backpropagation(start, part.settings().batches().size(), part.objective());
    }

    @Override
    public Tally tally() {
        return new Tally(parts.train().classNames().size());
    }

    @Override
    public double step(Backpropagation backpropagation, MiniBatch batch, long dropoutSeed, Tally answers) {
        double loss = backpropagation.step(batch.images, batch.classes, dropoutSeed);
        for (int i = 0; i < batch.classes.length; i++) {
            answers.add(batch.classes[i], backpropagation.predicted()[i], 0);
        }
        return loss;
    }

    @Override
    public boolean hasValidation() {
        return parts.validation().size() > 0;
    }

    @Override
    public ValidationFigures validate(Inference inference) {
        Dataset validation = parts.validation();
        Tally tally = tally();
        List<float[]> logits = validationLogits(inference);
        for (int i = 0; i < validation.size(); i++) {
            int truth = validation.crops().get(i).classIndex();
            tally.add(truth, Loss.mostProbable(logits.get(i)), Loss.of(logits.get(i), truth));
        }
        return tally.figures(part.settings().batches().balance() != Balance.NONE);
    }

    /** Returns the logits of the validation crops, in order. */
    List<float[]> validationLogits(Inference inference) {
        return inference.logits(parts.validation().pixels());
    }

    /** Returns the crops that are trained on and validated. */
    Development parts() {
        return parts;
    }

    /** Returns the settings of the training. */
    TrainingSettings settings() {
        return part.settings();
    }

    @Override
    public Optional<LayerObserver> observer(Network start, Backpropagation backpropagation) {
        return Optional.of(new LayerObserver(start, backpropagation, parts.train()));
    }

    @Override
    public Map<String, String> identity(Learner learner) {
        Map<String, String> same = new LinkedHashMap<>();
        same.put(Checkpoint.CROPS, preparation.crops().toString());
        same.put("way_to_find_nuclei", preparation.segmentation().map(Segmentation::toString).orElse("none"));
        same.put("hash_of_the_data", dataSha256);
        same.putAll(part.describe());
        return same;
    }
}
