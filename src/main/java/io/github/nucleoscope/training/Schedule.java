package io.github.nucleoscope.training;

import java.util.Map;

/**
 * How the learning rate changes while a network is trained: a pure function of the step, so that a training that goes
 * on later has the same.
 *
 * @param shape the course after the warm-up
 * @param warmup over so many epochs the learning rate rises linearly from near 0, 0 for none (Goyal et al., "Accurate,
 *     large minibatch SGD", 2017, section 2.2)
 */
public record Schedule(Shape shape, int warmup) {

    /** The same learning rate throughout. */
    public static final Schedule CONSTANT = new Schedule(Shape.CONSTANT, 0);

    /** The course of the learning rate after the warm-up. */
    public enum Shape {
        /** As it is. */
        CONSTANT {
            @Override
            double factor(double done, double sinceWarmup) {
                return 1;
            }
        },
        /** Half a cosine, down to 0 in the end: Loshchilov and Hutter, "SGDR", 2017, equation 5. */
        COSINE {
            @Override
            double factor(double done, double sinceWarmup) {
                return 0.5 * (1 + Math.cos(Math.PI * sinceWarmup));
            }
        },
        /** A tenth after 1/2 and again after 3/4 of the epochs, as He et al. 2016 did on CIFAR-10 (section 4.2). */
        STEP {
            @Override
            double factor(double done, double sinceWarmup) {
                return done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01;
            }
        };

        /**
         * @param done share of all steps that is done, 0 to below 1
         * @param sinceWarmup share of the steps after the warm-up that is done, 0 to below 1
         */
        abstract double factor(double done, double sinceWarmup);
    }

    public Schedule {
        Require.that(warmup >= 0, "warm-up " + warmup + " is not 0 (off) or more epochs");
    }

    /**
     * What the learning rate is multiplied by in a step.
     *
     * @param step counted from 0 over the whole training
     * @param stepsPerEpoch 1 or more
     * @param epochs the most epochs of the training; a training that stops early does not change its course
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

    void describe(Map<String, String> description) {
        description.put("schedule", shape.name());
        description.put("warmup_epochs", String.valueOf(warmup));
    }
}
