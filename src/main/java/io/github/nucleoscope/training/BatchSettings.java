package io.github.nucleoscope.training;

import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.dataset.Augmentation;

/**
 * What the network sees in a step.
 *
 * @param size crops in a mini-batch, 1 to 4096
 * @param balance what is done about classes of different frequency
 * @param augmentation how crops are varied
 */
public record BatchSettings(int size, Balance balance, Augmentation augmentation) {

    /** What is done about classes of different frequency. */
    public enum Balance {
        /** Every class is as frequent as every other in each mini-batch. */
        BATCHES,
        /** Classes are as frequent as in the data, and losses are weighted by the inverse of the frequency. */
        WEIGHTS,
        /** Nothing: a frequent class counts more. */
        NONE
    }

    public BatchSettings {
        Require.that(size >= 1 && size <= 4096, "batch size " + size + " is not between 1 and 4096");
    }

    /** The same with another number of crops. */
    public BatchSettings withSize(int newSize) {
        return new BatchSettings(newSize, balance, augmentation);
    }

    /** The same with other variations of the crops. */
    public BatchSettings withAugmentation(Augmentation newAugmentation) {
        return new BatchSettings(size, balance, newAugmentation);
    }

    void describe(Map<String, String> description) {
        description.put("batch_size", String.valueOf(size));
        description.put("balance", balance.name().toLowerCase(Locale.ROOT));
        description.put("augmentation", augmentation.description());
    }
}
