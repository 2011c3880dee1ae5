package io.github.nucleoscope.dataset;

import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;

/**
 * An image that labelled nuclei are cut from.
 *
 * @param name name in splits and provenance
 * @param file the image's file; empty if it is only open in ImageJ
 * @param id ImageJ's ID of the open image, below 0; 0 if it was read from the file
 * @param pixelSize pixel size
 */
public record SourceImage(String name, Optional<Path> file, int id, PixelSize pixelSize) {

    /** Describes an image that was read from a file. */
    static SourceImage read(String name, Path file, ImagePlus image) {
        return new SourceImage(name, Optional.of(file), 0, Planes.pixelSize(image));
    }

    /** Describes an image that is open in ImageJ. */
    static SourceImage open(ImagePlus image) {
        return new SourceImage(image.getTitle(), Optional.empty(), image.getID(), Planes.pixelSize(image));
    }
}
