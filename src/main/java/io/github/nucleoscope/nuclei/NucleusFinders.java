package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.nuclei.Segmentation.Method;
import java.io.IOException;

/** Knows the methods of segmentation. */
@FunctionalInterface
public interface NucleusFinders {

    /** Knows the classical method alone. */
    NucleusFinders CLASSICAL = segmentation -> {
        if (segmentation.method() != Method.CLASSICAL) {
            throw new IOException("there is no network here to find nuclei by the method " + segmentation.method());
        }
        return NucleusFinder.classical(segmentation.settings());
    };

    /**
     * Opens what finds nuclei in the way that is said. The caller closes it.
     *
     * @throws IOException in one line, where the network is not there or cannot be read
     */
    NucleusFinder open(Segmentation segmentation) throws IOException;
}
