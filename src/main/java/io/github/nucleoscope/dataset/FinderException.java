package io.github.nucleoscope.dataset;

import io.github.nucleoscope.problem.InputException;

/** Nuclei cannot be found in the way that is wanted, in this image nor in any other: reading ends. */
final class FinderException extends InputException {

    private static final long serialVersionUID = 1L;

    FinderException(InputException cause) {
        super(cause.getMessage(), cause);
    }
}
