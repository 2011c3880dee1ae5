package io.github.nucleoscope.training;

import io.github.nucleoscope.problem.InputException;

/** Training cannot continue; the one-line message says why and what to do. */
public final class TrainingException extends InputException {

    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}
