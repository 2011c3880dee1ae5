package io.github.nucleoscope.dataset;

import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;

/**
 * An image that labelled nuclei are cut from.
 *
 * @param name what splits and provenance call it
 * @param file where it is; empty where it is open in ImageJ only
 * @param id its number while it is open in ImageJ, below 0; 0 where it was read from the file
 * @param pixelSize the size of its pixels
 */
public record SourceImage(String name, Optional<Path> file, int id, PixelSize pixelSize) {

    /** An image that was read from a file. */
    static SourceImage read(String name, Path file, ImagePlus image) {
        return new SourceImage(name, Optional.of(file), 0, Planes.pixelSize(image));
    }

    /** An image that is open in ImageJ. */
    static SourceImage open(ImagePlus image) {
        return new SourceImage(image.getTitle(), Optional.empty(), image.getID(), Planes.pixelSize(image));
    }
}
