package io.github.nucleoscope.training;

/**
 * One point of the learning curve. Losses are in nats; each class counts alike in them unless the training was told not
 * to balance classes, when each crop does. The training figures are those of the epoch's own mini-batches, as they went
 * by, with dropout, augmentation and label smoothing; the validation figures are of the running mean of the weights,
 * which is better than the weights of any one step: the distance between the two curves is not overfitting alone.
 * Validation figures are NaN where there is no validation part.
 *
 * @param epoch counted from 1
 * @param learningRate step size in the epoch's last step
 * @param trainLoss mean loss
 * @param trainAccuracy share of right answers, in [0, 1]
 * @param trainBalancedAccuracy mean of the classes' recalls, in [0, 1]
 * @param validationLoss mean loss
 * @param validationAccuracy share of right answers, in [0, 1]
 * @param validationBalancedAccuracy mean of the classes' recalls, in [0, 1]
 * @param seconds how long the epoch took
 */
public record EpochRecord(int epoch, double learningRate, double trainLoss, double trainAccuracy,
        double trainBalancedAccuracy, double validationLoss, double validationAccuracy,
        double validationBalancedAccuracy, double seconds) {}
