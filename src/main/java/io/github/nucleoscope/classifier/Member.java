package io.github.nucleoscope.classifier;

import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.network.Network;

/** What a classifier asks about a crop, see {@link NucleusClassifier}. */
public sealed interface Member {

    /** Number of classes. */
    int classCount();

    /** A network that looks at the pixels of the crop. */
    record Net(Network network) implements Member {

        @Override
        public int classCount() {
            return network.classes();
        }
    }

    /** A classifier of the measurements of the crop, see {@link NucleusMeasurements}. */
    record Measured(MeasurementModel model) implements Member {

        @Override
        public int classCount() {
            return model.classCount();
        }
    }
}
