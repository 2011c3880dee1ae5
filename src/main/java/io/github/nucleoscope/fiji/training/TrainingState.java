package io.github.nucleoscope.fiji.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

import io.github.nucleoscope.training.EpochRecord;

/**
 * The progress of a training.
 *
 * @param history one record per finished epoch, in order
 * @param maxEpochs maximum number of epochs
 * @param keepsLastEpoch whether the weights of the last epoch are kept, however well it was validated
 * @param batchesDone number of finished mini-batches, 0 or more
 * @param batches number of mini-batches in the maximum number of epochs; 0 until the first is finished
 * @param seconds time since the training began
 */
record TrainingState(List<EpochRecord> history, int maxEpochs, boolean keepsLastEpoch, long batchesDone, long batches,
        double seconds) {

    /** Shown as long as there is no value. */
    static final String NONE = "\u2013";

    TrainingState {
        history = List.copyOf(history);
    }

    /** Returns this state with other epochs. */
    TrainingState with(List<EpochRecord> epochs) {
        return new TrainingState(epochs, Math.max(maxEpochs, epochs.size()), keepsLastEpoch, batchesDone, batches,
                seconds);
    }

    /**
     * Returns the epoch whose weights would be kept if the training stopped now: the last, or the first with the
     * lowest validation loss; also the last if there is no validation part; 0 before the first.
     */
    int bestEpoch() {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (EpochRecord epoch : history) {
            if (keepsLastEpoch || Double.isNaN(epoch.validationLoss()) || epoch.validationLoss() < lowest) {
                best = epoch.epoch();
                lowest = epoch.validationLoss();
            }
        }
        return best;
    }

    /** Returns the current epoch and the maximum, such as {@code 3 of at most 100}. */
    String epochText() {
        return Math.min(history.size() + 1, maxEpochs) + " of at most " + maxEpochs;
    }

    String bestEpochText() {
        return history.isEmpty() ? NONE : String.valueOf(bestEpoch());
    }

    String learningRateText() {
        return history.isEmpty() ? NONE : twoDigits(history.get(history.size() - 1).learningRate());
    }

    /** Returns the mean duration of an epoch. */
    String secondsPerEpochText() {
        return history.isEmpty() ? NONE
                : twoDigits(history.stream().mapToDouble(EpochRecord::seconds).average().orElseThrow()) + " s";
    }

    private static String twoDigits(double value) {
        return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }

    /** Returns the share of finished mini-batches, in [0, 1]. */
    double share() {
        return batches == 0 ? 0 : (double) batchesDone / batches;
    }

    /**
     * Returns the time left if all epochs are used, at the mean speed so far; training often stops earlier.
     *
     * @return such as {@code at most 3 min 20 s}
     */
    String timeLeftText() {
        if (batchesDone == 0) {
            return NONE;
        }
        return "at most " + duration(Math.round(seconds / batchesDone * (batches - batchesDone)));
    }

    /** Formats a duration, such as {@code 42 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
