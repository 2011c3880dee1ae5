package io.github.nucleoscope.segmentation;

import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A plane of an image with its nuclei.
 *
 * @param plane the pixels and where they are in their stack
 * @param labels label image of the same shape, axes X, Y; 0 is background
 * @param nuclei ordered by label
 * @param notes what the method has to say about it, one line each; mostly none
 */
public record SegmentedPlane(Plane plane, RandomAccessibleInterval<IntType> labels, List<Nucleus> nuclei,
        List<String> notes) {

    /** Without notes. */
    public SegmentedPlane(Plane plane, RandomAccessibleInterval<IntType> labels, List<Nucleus> nuclei) {
        this(plane, labels, nuclei, List.of());
    }

    /** The same with a note. */
    public SegmentedPlane noted(String note) {
        return new SegmentedPlane(plane, labels, nuclei,
                Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /** What a method found. Where other things take the stain, too, what has little of it is left out. */
    public static SegmentedPlane found(Plane plane, RandomAccessibleInterval<IntType> labels) {
        double share = plane.colour().leastShare();
        return of(plane, share == 0 ? labels : StainAmount.keep(labels, plane.pixels(), share));
    }

    /**
     * Takes the nuclei from a label image, whoever made it.
     *
     * @throws InputException where its shape is not the plane's
     */
    public static SegmentedPlane of(Plane plane, RandomAccessibleInterval<IntType> labels) {
        return new SegmentedPlane(plane, labels, NucleusList.of(labels, plane.pixels()));
    }

    /**
     * Cuts out all nuclei, in order.
     *
     * @param pixelSize of the image
     * @param source the image's name
     */
    public List<Crop> crops(Preparation preparation, PixelSize pixelSize, String source) {
        Cropper cropper = new Cropper(preparation.crops());
        double scale = preparation.scaleOf(pixelSize);
        return nuclei.stream().map(nucleus -> cropper.crop(plane.pixels(), nucleus, source, scale)).toList();
    }

    /** How many nuclei are larger than the crops that {@link #crops} makes of them. */
    public int cutOff(Preparation preparation, PixelSize pixelSize) {
        Cropper cropper = new Cropper(preparation.crops());
        double scale = preparation.scaleOf(pixelSize);
        return (int) nuclei.stream().filter(nucleus -> cropper.cutsOff(nucleus, scale)).count();
    }
}
