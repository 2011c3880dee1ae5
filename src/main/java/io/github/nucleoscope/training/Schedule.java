package io.github.nucleoscope.training;

import java.util.Map;

/**
 * Learning rate schedule: a pure function of the step, so that a resumed training follows the same one.
 *
 * @param shape shape of the schedule after the warm-up
 * @param warmup number of epochs in which the learning rate rises linearly from near 0; 0 for no warm-up (Goyal et al.,
 *     "Accurate, large minibatch SGD", 2017, section 2.2)
 */
public record Schedule(Shape shape, int warmup) {

    /** Constant learning rate without warm-up. */
    public static final Schedule CONSTANT = new Schedule(Shape.CONSTANT, 0);

    /** Shape of the learning rate schedule after the warm-up. */
    public enum Shape {
        /** Constant. */
        CONSTANT {
            @Override
            double factor(double done, double sinceWarmup) {
                return 1;
            }
        },
        /** Cosine decay to 0 at the end: Loshchilov and Hutter, "SGDR", 2017, equation 5. */
        COSINE {
            @Override
            double factor(double done, double sinceWarmup) {
                return 0.5 * (1 + Math.cos(Math.PI * sinceWarmup));
            }
        },
        /**
         * Division by 10 after 1/2 and again after 3/4 of the epochs, as in He et al. 2016 on CIFAR-10, section 4.2.
         */
        STEP {
            @Override
            double factor(double done, double sinceWarmup) {
                return done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01;
            }
        };

        /**
         * @param done fraction of all steps that is done, 0 to below 1
         * @param sinceWarmup fraction of the steps after the warm-up that is done, 0 to below 1
         */
        abstract double factor(double done, double sinceWarmup);
    }

    public Schedule {
        Require.that(warmup >= 0, "warm-up " + warmup + " is not 0 (off) or more epochs");
    }

    /** Whether the learning rate depends on how long the training is, so that it must not be cut short. */
    boolean hasFixedLength() {
        return shape != Shape.CONSTANT;
    }

    /**
     * Returns the factor of the base learning rate in a step.
     *
     * @param step counted from 0 over the whole training
     * @param stepsPerEpoch steps in an epoch, 1 or more
     * @param epochs largest number of epochs of the training; early stopping does not change the schedule
     * @return above 0, at most 1
     */
    double factor(long step, int stepsPerEpoch, int epochs) {
        double all = (double) stepsPerEpoch * epochs;
        double warmupSteps = Math.min((double) stepsPerEpoch * warmup, all);
        if (step < warmupSteps) {
            return (step + 1) / warmupSteps;
        }
        return shape.factor(step / all, (step - warmupSteps) / (all - warmupSteps));
    }

    /**
     * Returns the schedule of a shorter training: its warm-up takes the same share, and an epoch at least if there is
     * one.
     *
     * @param epochs of the shorter training
     * @param all epochs of this schedule
     */
    Schedule shortened(int epochs, int all) {
        return warmup == 0 ? this : new Schedule(shape, Math.max(1, Math.round((float) warmup * epochs / all)));
    }

    void describe(Map<String, String> description) {
        description.put("schedule", shape.name());
        description.put("warmup_epochs", String.valueOf(warmup));
    }
}
