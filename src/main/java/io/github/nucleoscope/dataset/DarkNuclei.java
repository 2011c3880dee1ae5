package io.github.nucleoscope.dataset;

import java.util.Optional;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;

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
    public Optional<Correction> correction() {
        return Optional.of(Correction.STAIN_OR_DARK_NUCLEI);
    }
}
