package io.github.nucleoscope.check;

import java.io.IOException;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.SourceImage;
import io.github.nucleoscope.images.ImageFiles;

/** Opens the images that nuclei were cut from. */
@FunctionalInterface
public interface SourceImages {

    /** Reads images from their files. */
    SourceImages FILES = image -> ImageFiles.read(image.file().orElseThrow());

    /**
     * Opens an image.
     *
     * @throws IOException if it is no longer available
     */
    ImagePlus open(SourceImage image) throws IOException;
}
