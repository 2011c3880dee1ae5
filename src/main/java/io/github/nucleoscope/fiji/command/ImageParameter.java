package io.github.nucleoscope.fiji.command;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/** A parameter that is an image. ImageJ2 gives a blank image of no pixels for a title that no image has. */
final class ImageParameter {

    private ImageParameter() {}

    /** @throws InputException where there is no image, or it has no pixels */
    static void require(ImagePlus image) {
        if (image == null) {
            throw new InputException("there is no image open: open one first");
        }
        if (image.getWidth() == 0 || image.getHeight() == 0) {
            throw new InputException("the image has no pixels: is an image of the title that was given open?");
        }
    }
}
