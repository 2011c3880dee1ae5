package io.github.nucleoscope.images;

import java.util.Optional;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;

/** The image has colours, but the user has not said which component to use. */
record UnusedColour() implements Problem {

    @Override
    public String text() {
        return "a colour image, and only its luminance is used: choose its stain, such as H&E or Giemsa, or the colour"
                + " of the nuclei, such as blue";
    }

    @Override
    public Optional<Correction> correction() {
        return Optional.of(Correction.STAIN);
    }
}
