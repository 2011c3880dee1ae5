package io.github.nucleoscope.comparison;

import io.github.nucleoscope.network.Architecture;

/** A classifier that takes part in a comparison. */
public sealed interface Contender {

    /** Returns its name in tables. */
    String title();

    /**
     * A network.
     *
     * @param title as the user wrote it, or a short name if that is long
     * @param architecture its layers
     */
    record Net(String title, Architecture architecture) implements Contender {

        /** Returns the number of layers with weights, as in the names of VGG-11 and ResNet-18. */
        public int depth() {
            return Depth.of(architecture);
        }
    }

    /**
     * A network that was trained again wherever its training was stuck and its diagnosis found a remedy.
     *
     * @param network as given
     */
    record Remedied(Net network) implements Contender {

        @Override
        public String title() {
            return network.title() + ", remedied";
        }
    }

    /** A classifier of the measurements of a crop ({@code measurement.Measurements}). */
    enum Baseline implements Contender {
        /** Le Cessie and van Houwelingen 1992, with a ridge on standardised measurements. */
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

    /** Always predicts the most frequent class of the training part. */
    record MostFrequentClass() implements Contender {

        @Override
        public String title() {
            return "most frequent class";
        }
    }
}
