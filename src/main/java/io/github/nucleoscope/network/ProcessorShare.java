package io.github.nucleoscope.network;

/**
 * How many processors a thread computes with, from when this is made until it is closed; then it has as many as before.
 * To be closed by the same thread.
 */
public interface ProcessorShare extends AutoCloseable {

    @Override
    void close();
}
