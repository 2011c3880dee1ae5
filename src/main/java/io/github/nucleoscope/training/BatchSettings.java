package io.github.nucleoscope.training;

import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.dataset.Augmentation;

/**
 * How mini-batches are made.
 *
 * @param size number of crops in a mini-batch, 1 to 4096
 * @param balance how class imbalance is handled
 * @param augmentation data augmentation of the crops
 */
public record BatchSettings(int size, Balance balance, Augmentation augmentation) {

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
    }

    /** Returns a copy with another batch size. */
    public BatchSettings withSize(int newSize) {
        return new BatchSettings(newSize, balance, augmentation);
    }

    /** Returns a copy with another augmentation. */
    public BatchSettings withAugmentation(Augmentation newAugmentation) {
        return new BatchSettings(size, balance, newAugmentation);
    }

    void describe(Map<String, String> description) {
        description.put("batch_size", String.valueOf(size));
        description.put("balance", balance.name().toLowerCase(Locale.ROOT));
        description.put("augmentation", augmentation.description());
    }
}
