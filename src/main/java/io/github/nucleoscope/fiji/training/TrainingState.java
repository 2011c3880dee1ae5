package io.github.nucleoscope.fiji.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

import io.github.nucleoscope.training.EpochRecord;

/**
 * How far a training is.
 *
 * @param history one record per epoch that is done, in order
 * @param mostEpochs that the training may take
 * @param batchesDone number of mini-batches that are done, 0 or more
 * @param batches number of mini-batches of all epochs, were all used; 0 as long as none is done
 * @param seconds since the training began
 */
record TrainingState(List<EpochRecord> history, int mostEpochs, long batchesDone, long batches, double seconds) {

    /** What stands where there is no figure yet. */
    static final String NONE = "\u2013";

    TrainingState {
        history = List.copyOf(history);
    }

    /**
     * The epoch whose weights would be kept if the training ended now: the first of lowest validation loss, or the last
     * where there is no validation part; 0 before the first.
     */
    int bestEpoch() {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (EpochRecord epoch : history) {
            if (Double.isNaN(epoch.validationLoss()) || epoch.validationLoss() < lowest) {
                best = epoch.epoch();
                lowest = epoch.validationLoss();
            }
        }
        return best;
    }

    /** The epoch that is under way, or the last one, of all. */
    String epochText() {
        return Math.min(history.size() + 1, mostEpochs) + " of at most " + mostEpochs;
    }

    String bestEpochText() {
        return history.isEmpty() ? NONE : String.valueOf(bestEpoch());
    }

    String learningRateText() {
        return history.isEmpty() ? NONE : twoDigits(history.get(history.size() - 1).learningRate());
    }

    /** Mean time of an epoch. */
    String secondsPerEpochText() {
        return history.isEmpty() ? NONE
                : twoDigits(history.stream().mapToDouble(EpochRecord::seconds).average().orElseThrow()) + " s";
    }

    private static String twoDigits(double value) {
        return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }

    /** Share of all mini-batches that is done, in [0, 1]. */
    double share() {
        return batches == 0 ? 0 : (double) batchesDone / batches;
    }

    /**
     * The time that is left if all epochs are used and go on as fast as those before; a training often ends before.
     *
     * @return such as {@code at most 3 min 20 s}
     */
    String timeLeftText() {
        if (batchesDone == 0) {
            return NONE;
        }
        return "at most " + duration(Math.round(seconds / batchesDone * (batches - batchesDone)));
    }

    /** Such as {@code 42 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
