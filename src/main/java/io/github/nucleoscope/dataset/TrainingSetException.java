package io.github.nucleoscope.dataset;

import java.io.IOException;

/** A training set that cannot be used at all; the message says what is wrong and what to do, in one line. */
public final class TrainingSetException extends IOException {

    private static final long serialVersionUID = 1L;

    TrainingSetException(String message) {
        super(message);
    }

    TrainingSetException(String message, Throwable cause) {
        super(message, cause);
    }
}
