package io.github.nucleoscope.fiji.command;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;

/** A parameter that is an image. For a title that no image has, ImageJ2 passes an image without pixels. */
final class ImageParameter {

    private ImageParameter() {}

    /** @throws InputException if there is no image, or it has no pixels */
    static void require(ImagePlus image) {
        if (image == null) {
            throw new InputException("no image is open: open one first");
        }
        if (image.getWidth() == 0 || image.getHeight() == 0) {
            throw new InputException("the image has no pixels: is an image with the given title open?");
        }
    }
}
