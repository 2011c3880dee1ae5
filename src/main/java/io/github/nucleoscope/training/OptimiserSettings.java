package io.github.nucleoscope.training;

import java.util.List;
import java.util.Map;

/**
 * Settings of the optimiser.
 *
 * @param algorithm optimisation algorithm
 * @param learningRate base learning rate, before the schedule is applied; above 0 and at most 10
 * @param weightDecay weight decay, 0 to 1; biases do not decay. It is added to the gradient (L2 regularisation), or
 *     with ADAMW subtracted from the weights (decoupled)
 * @param clipping largest Euclidean norm of the gradient over all parameters; larger gradients are scaled down to it
 *     (Pascanu et al., "On the difficulty of training recurrent neural networks", 2013, algorithm 1); 0 for no clipping
 */
public record OptimiserSettings(Algorithm algorithm, double learningRate, double weightDecay, double clipping) {

    /** An optimisation algorithm: one of ND4J's updaters with its constants. */
    public enum Algorithm {
        /** Tieleman and Hinton, Coursera lecture 6.5, 2012: decay 0.9, epsilon 1e-7. */
        RMSPROP("RMSProp, decay 0.9, epsilon 1e-7", "rms_prop_updater", List.of("mean_square"), 1, 0.9, 1e-7),
        /** Kingma and Ba, "Adam: a method for stochastic optimization", 2015, in the form at the end of section 2. */
        ADAM("Adam, decays 0.9 and 0.999, epsilon 1e-8", "adam_updater", List.of("mean_square", "mean"), 1, 0.9, 0.999,
                1e-8) {
            @Override
            double correction(long step) {
                return Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
            }
        },
        /** Adam with decoupled weight decay: Loshchilov and Hutter, "Decoupled weight decay regularization", 2019. */
        ADAMW("AdamW, decays 0.9 and 0.999, epsilon 1e-8", "adam_updater", List.of("mean_square", "mean"), 1, 0.9,
                0.999, 1e-8) {
            @Override
            double correction(long step) {
                return ADAM.correction(step);
            }
        },
        /**
         * Stochastic gradient descent with Nesterov momentum 0.9: Sutskever et al., "On the importance of
         * initialization and momentum in deep learning", 2013, in the form of Bengio et al. 2013, equation 7.
         */
        SGD("SGD, Nesterov momentum 0.9", "nesterovs_updater", List.of("velocity"), 1, 0.9);

        final String description;
        final String op;
        final List<String> states;
        /** The first constant is the step size: 1, since the learning rate varies and is applied afterwards. */
        final double[] constants;

        Algorithm(String description, String op, List<String> states, double... constants) {
            this.description = description;
            this.op = op;
            this.states = states;
            this.constants = constants;
        }

        /**
         * Returns the bias correction, a factor of the learning rate, of running means that start at 0; step from 1.
         */
        double correction(long step) {
            return 1;
        }
    }

    public OptimiserSettings {
        Require.that(learningRate > 0 && learningRate <= 10,
                "learning rate " + learningRate + " is not above 0 and at most 10");
        Require.that(weightDecay >= 0 && weightDecay <= 1, "weight decay " + weightDecay + " is not between 0 and 1");
        Require.that(clipping >= 0 && clipping < Double.POSITIVE_INFINITY,
                "gradient clipping " + clipping + " is not 0 (off) or more");
    }

    /** Returns a copy with another learning rate. */
    public OptimiserSettings withLearningRate(double newLearningRate) {
        return new OptimiserSettings(algorithm, newLearningRate, weightDecay, clipping);
    }

    void describe(Map<String, String> description) {
        description.put("optimiser", algorithm.description);
        description.put("learning_rate", String.valueOf(learningRate));
        description.put("weight_decay", String.valueOf(weightDecay));
        description.put("gradient_clipping", clipping == 0 ? "none" : "norm " + clipping);
    }
}
