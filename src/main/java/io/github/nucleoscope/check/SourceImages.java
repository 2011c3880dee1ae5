package io.github.nucleoscope.check;

import java.io.IOException;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.SourceImage;
import io.github.nucleoscope.images.ImageFiles;

/** Gives the images that nuclei were cut from. */
@FunctionalInterface
public interface SourceImages {

    /** Those in files. */
    SourceImages FILES = image -> ImageFiles.read(image.file().orElseThrow());

    /** @throws IOException where it cannot be had any more */
    ImagePlus open(SourceImage image) throws IOException;
}
