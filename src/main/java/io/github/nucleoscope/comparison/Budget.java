package io.github.nucleoscope.comparison;

import io.github.nucleoscope.problem.InputException;

/** How long each training may take at most; early stopping can end it sooner. */
public sealed interface Budget {

    /** @param most largest number of epochs of a training, 1 or more */
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
     * A limit in minutes on this machine: the result depends on its speed and is not reproducible.
     *
     * @param most largest duration of a training in minutes, above 0
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
