package io.github.nucleoscope.dataset;

import java.util.Optional;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;

/**
 * The nuclei are darker than the background, but segmentation networks are trained on bright nuclei.
 *
 * @param images number of images with dark nuclei
 * @param all number of all images
 */
record DarkNuclei(long images, int all) implements Problem {

    @Override
    public String text() {
        return "in " + images + " of " + all + " images the nuclei are darker than the background, but a network finds"
                + " bright ones: for colour images choose the stain; otherwise invert these images, and choose dark"
                + " nuclei when the model is applied";
    }

    @Override
    public Optional<Remedy> remedy() {
        return Optional.of(Remedy.STAIN_OR_DARK_NUCLEI);
    }
}
