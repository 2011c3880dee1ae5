package io.github.nucleoscope.network;

/**
 * A temporary limit of the number of processors that a thread computes with. Closing it restores the previous number;
 * the thread that created it must close it.
 */
public interface ProcessorShare extends AutoCloseable {

    @Override
    void close();
}
