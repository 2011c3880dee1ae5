package io.github.nucleoscope.segmentation;

import java.io.IOException;

/** Knows the methods of segmentation. */
@FunctionalInterface
public interface NucleusFinders {

    /**
     * Opens what finds nuclei in the way that is said. The caller closes it.
     *
     * @throws IOException in one line, where the network is not there or cannot be read
     */
    NucleusFinder open(Segmentation segmentation) throws IOException;
}
