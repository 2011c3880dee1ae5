package io.github.nucleoscope.segmentation;

import java.io.IOException;

/** Opens segmentation methods. */
@FunctionalInterface
public interface NucleusFinders {

    /**
     * Opens the given method of finding nuclei. The caller closes it.
     *
     * @throws IOException if the network is missing or cannot be read; the message is one line
     */
    NucleusFinder open(Segmentation segmentation) throws IOException;
}
