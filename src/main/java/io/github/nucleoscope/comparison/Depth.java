package io.github.nucleoscope.comparison;

import java.util.List;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.Output;
import io.github.nucleoscope.network.Layer.Repetition;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.network.Layer;

/** Computes the depth of a network. */
final class Depth {

    private Depth() {}

    /** Returns the number of convolutions and fully connected layers; projections in shortcuts do not count. */
    static int of(Architecture architecture) {
        return of(architecture.layers());
    }

    private static int of(List<Layer> layers) {
        int depth = 0;
        for (Layer layer : layers) {
            if (layer instanceof Repetition repetition) {
                depth += repetition.times() * of(repetition.layers());
            } else if (layer instanceof Residual residual) {
                depth += of(residual.body());
            } else if (layer instanceof Convolution || layer instanceof FullyConnected || layer instanceof Output) {
                depth++;
            }
        }
        return depth;
    }
}
