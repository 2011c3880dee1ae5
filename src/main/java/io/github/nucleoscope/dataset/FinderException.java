package io.github.nucleoscope.dataset;

import io.github.nucleoscope.problem.InputException;

/** The requested segmentation method is not available, for this image or any other: reading ends. */
final class FinderException extends InputException {

    private static final long serialVersionUID = 1L;

    FinderException(InputException cause) {
        super(cause.getMessage(), cause);
    }
}
