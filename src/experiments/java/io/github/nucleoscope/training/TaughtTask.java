package io.github.nucleoscope.training;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import io.github.nucleoscope.dataset.Batches;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Network;

/**
 * Learning the probabilities of each crop's classes: the class of every view is drawn from them, so that the mean of
 * the loss is the cross-entropy with the probabilities.
 *
 * @param labels the task with the labels, which is the same in all else
 * @param batches its mini-batches
 * @param probabilities by crop, then by class
 */
record TaughtTask(ClassificationTask labels, Batches batches, double[][] probabilities) implements Task {

    @Override
    public int batchCount() {
        return labels.batchCount();
    }

    @Override
    public MiniBatch emptyBatch() {
        return labels.emptyBatch();
    }

    @Override
    public void fill(int epoch, int number, MiniBatch batch) {
        labels.fill(epoch, number, batch);
        int[] crops = batches.epoch(epoch).get(number);
        SplittableRandom random = new SplittableRandom(epoch * 1_000_003L + number).split();
        for (int i = 0; i < crops.length; i++) {
            double drawn = random.nextDouble();
            int c = 0;
            while (c < probabilities[crops[i]].length - 1 && drawn >= probabilities[crops[i]][c]) {
                drawn -= probabilities[crops[i]][c++];
            }
            batch.classes[i] = c;
        }
    }

    @Override
    public Backpropagation backpropagation(Network start) {
        return labels.backpropagation(start);
    }

    @Override
    public Tally tally() {
        return labels.tally();
    }

    @Override
    public double step(Backpropagation backpropagation, MiniBatch batch, long dropoutSeed, Tally answers) {
        return labels.step(backpropagation, batch, dropoutSeed, answers);
    }

    @Override
    public boolean hasValidation() {
        return labels.hasValidation();
    }

    @Override
    public ValidationFigures validate(Inference inference) {
        return labels.validate(inference);
    }

    @Override
    public Optional<LayerObserver> observer(Network start, Backpropagation backpropagation) {
        return labels.observer(start, backpropagation);
    }

    @Override
    public Map<String, String> identity(Learner learner) {
        return labels.identity(learner);
    }
}
