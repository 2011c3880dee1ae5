package io.github.nucleoscope.comparison;

import io.github.nucleoscope.network.Architecture;

/** One of those that are compared. */
public sealed interface Contender {

    /** What tables call it. */
    String title();

    /**
     * A network.
     *
     * @param title as the user wrote it, or short where that is long
     */
    record Net(String title, Architecture architecture) implements Contender {

        /** Number of layers with weights, as in the names of VGG-11 and ResNet-18. */
        public int depth() {
            return Depth.of(architecture);
        }
    }

    /**
     * A network that was trained once more wherever its training was stuck and its diagnosis found a remedy.
     *
     * @param network as it was given
     */
    record Remedied(Net network) implements Contender {

        @Override
        public String title() {
            return network.title() + ", remedied";
        }
    }

    /** A classifier of the measurements that {@code measurement.Measurements} makes of a crop. */
    enum Baseline implements Contender {
        /** Le Cessie and van Houwelingen 1992, with a ridge of 1 on standardised measurements. */
        LOGISTIC_REGRESSION("logistic regression"),
        /** Breiman 2001, 100 trees. */
        RANDOM_FOREST("random forest");

        private final String title;

        Baseline(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }
    }

    /** The answer that the most frequent class of the training part is, every time. */
    record MostFrequentClass() implements Contender {

        @Override
        public String title() {
            return "most frequent class";
        }
    }
}
