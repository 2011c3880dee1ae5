package io.github.nucleoscope.images;

import java.util.Optional;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;

/** An image has colours, and nothing was said about them. */
record UnusedColour() implements Problem {

    @Override
    public String text() {
        return "a colour image of which the luminance is used: choose its stain, such as H&E or Giemsa, or the colour"
                + " of the nuclei, such as blue";
    }

    @Override
    public Optional<Remedy> remedy() {
        return Optional.of(Remedy.STAIN);
    }
}
