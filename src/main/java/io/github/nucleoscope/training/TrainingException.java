package io.github.nucleoscope.training;

import io.github.nucleoscope.problem.InputException;

/** Training cannot go on; the message says why and what to do, in one line. */
public final class TrainingException extends InputException {

    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}
