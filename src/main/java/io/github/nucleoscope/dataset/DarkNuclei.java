package io.github.nucleoscope.dataset;

import java.util.Optional;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;

/**
 * The nuclei are darker than the rest where a network is to learn to find bright ones.
 *
 * @param images how many are so
 * @param all how many there are
 */
record DarkNuclei(long images, int all) implements Problem {

    @Override
    public String text() {
        return "in " + images + " of " + all + " images the nuclei are darker than the rest, but a network finds bright"
                + " ones: of colour images give the stain; otherwise invert these images, and when nuclei are found in"
                + " others choose dark ones";
    }

    @Override
    public Optional<Remedy> remedy() {
        return Optional.of(Remedy.STAIN_OR_DARK_NUCLEI);
    }
}
