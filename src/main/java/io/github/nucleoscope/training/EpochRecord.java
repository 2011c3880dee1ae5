package io.github.nucleoscope.training;

/**
 * One point of the learning curve. Losses are in nats; all classes have the same weight in them, unless class balancing
 * was turned off: then all crops have. The training figures are accumulated over the epoch's mini-batches, with
 * dropout, augmentation and label smoothing; the validation figures are those of the running mean of the weights, which
 * performs better than the weights of any single step. The gap between the two curves is therefore not only due to
 * overfitting. Validation figures are NaN if there is no validation part.
 *
 * @param epoch counted from 1
 * @param learningRate learning rate of the epoch's last step
 * @param trainLoss mean training loss
 * @param trainAccuracy training accuracy, in [0, 1]
 * @param trainBalancedAccuracy balanced training accuracy, in [0, 1]
 * @param validationLoss mean validation loss
 * @param validationAccuracy validation accuracy, in [0, 1]
 * @param validationBalancedAccuracy balanced validation accuracy, in [0, 1]
 * @param seconds duration of the epoch
 */
public record EpochRecord(int epoch, double learningRate, double trainLoss, double trainAccuracy,
        double trainBalancedAccuracy, double validationLoss, double validationAccuracy,
        double validationBalancedAccuracy, double seconds) {}
