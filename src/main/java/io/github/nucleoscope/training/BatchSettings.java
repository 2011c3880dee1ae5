package io.github.nucleoscope.training;

import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.dataset.Augmentation;

/**
 * How mini-batches are made.
 *
 * @param size number of crops in a mini-batch, 1 to 4096
 * @param fewest least number of mini-batches in an epoch, 1 to 1000: a small training set is repeated until it has as
 *     many, as running means and the learning rate schedule need a number of steps, whatever the number of crops
 * @param balance how class imbalance is handled
 * @param augmentation data augmentation of the crops
 */
public record BatchSettings(int size, int fewest, Balance balance, Augmentation augmentation) {

    /** How class imbalance is handled. */
    public enum Balance {
        /** Classes are equally frequent in each mini-batch: rare ones are oversampled. */
        BATCHES,
        /** Classes are as frequent as in the data, and losses are weighted by the inverse class frequency. */
        WEIGHTS,
        /** Not at all: frequent classes count more. */
        NONE
    }

    public BatchSettings {
        Require.that(size >= 1 && size <= 4096, "batch size " + size + " is not between 1 and 4096");
        Require.that(fewest >= 1 && fewest <= 1000,
                "least number of mini-batches " + fewest + " is not between 1 and 1000");
    }

    /** Mini-batches of which an epoch has as many as the crops fill. */
    public BatchSettings(int size, Balance balance, Augmentation augmentation) {
        this(size, 1, balance, augmentation);
    }

    /** Returns a copy with another batch size. */
    public BatchSettings withSize(int newSize) {
        return new BatchSettings(newSize, fewest, balance, augmentation);
    }

    /** Returns a copy with another augmentation. */
    public BatchSettings withAugmentation(Augmentation newAugmentation) {
        return new BatchSettings(size, fewest, balance, newAugmentation);
    }

    void describe(Map<String, String> description) {
        description.put("batch_size", String.valueOf(size));
        if (fewest > 1) {
            description.put("fewest_batches_per_epoch", String.valueOf(fewest));
        }
        description.put("balance", balance.name().toLowerCase(Locale.ROOT));
        description.put("augmentation", augmentation.description());
    }
}
