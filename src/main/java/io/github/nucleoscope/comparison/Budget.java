package io.github.nucleoscope.comparison;

import io.github.nucleoscope.problem.InputException;

/** How long each training may take; early stopping can end it before. */
public sealed interface Budget {

    /** @param most epochs of a training, 1 or more */
    record Epochs(int most) implements Budget {

        public Epochs {
            if (most < 1) {
                throw new InputException("epochs " + most + " is not 1 or more");
            }
        }

        @Override
        public String toString() {
            return most + (most == 1 ? " epoch" : " epochs");
        }
    }

    /**
     * Of this machine, as fast as it is while it trains: what comes out is not the same a second time.
     *
     * @param most minutes of a training, above 0
     */
    record Minutes(double most) implements Budget {

        public Minutes {
            if (!(most > 0)) {
                throw new InputException("minutes " + most + " is not above 0");
            }
        }

        @Override
        public String toString() {
            return most + (most == 1 ? " minute" : " minutes");
        }
    }
}
