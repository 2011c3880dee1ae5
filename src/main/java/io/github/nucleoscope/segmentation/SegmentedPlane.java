package io.github.nucleoscope.segmentation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.nuclei.PixelScale;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A plane of an image with its nuclei.
 *
 * @param plane pixels and position in the stack
 * @param labels label image of the same shape, axes X, Y; 0 is background
 * @param nuclei nuclei, ordered by label
 * @param diameter diameter, in pixels, that the segmentation method took the nuclei to have; empty if it did not need
 *     to know, or saw none
 * @param leftOut number of objects that were left out, as they are no nuclei
 * @param notes notes by the segmentation method, one line each; usually empty
 */
public record SegmentedPlane(Plane plane, RandomAccessibleInterval<IntType> labels, List<Nucleus> nuclei,
        OptionalDouble diameter, int leftOut, List<String> notes) {

    /** Creates a plane without notes, in which the usual diameter of the nuclei is not known. */
    public SegmentedPlane(Plane plane, RandomAccessibleInterval<IntType> labels, List<Nucleus> nuclei) {
        this(plane, labels, nuclei, OptionalDouble.empty(), 0, List.of());
    }

    /** Returns this plane with one more note. */
    public SegmentedPlane withNote(String note) {
        return new SegmentedPlane(plane, labels, nuclei, diameter, leftOut,
                Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /**
     * Returns the result of a method. For a stain that other objects take up, too, those with little of it are left
     * out.
     *
     * @param diameter diameter, in pixels, that the method took the nuclei to have; empty if it did not need to know
     * @param keepAll whether nothing is to be left out
     */
    public static SegmentedPlane found(Plane plane, RandomAccessibleInterval<IntType> labels,
            OptionalDouble diameter, boolean keepAll) {
        SegmentedPlane all = of(plane, labels, diameter);
        double share = plane.colour().leastShare();
        return keepAll || share == 0 ? all : all.without(StainAmount.keep(labels, plane.pixels(), share));
    }

    /** Returns this plane without debris: objects that are much smaller than the others. */
    public SegmentedPlane withoutDebris() {
        RandomAccessibleInterval<IntType> kept = Debris.remove(labels, nuclei);
        return kept == labels ? this : without(kept);
    }

    private SegmentedPlane without(RandomAccessibleInterval<IntType> kept) {
        List<Nucleus> remaining = NucleusList.of(kept, plane.pixels());
        return new SegmentedPlane(plane, kept, remaining, diameter, leftOut + nuclei.size() - remaining.size(), notes);
    }

    /**
     * Measures the nuclei of a label image from any source.
     *
     * @throws InputException if its shape is not that of the plane
     */
    public static SegmentedPlane of(Plane plane, RandomAccessibleInterval<IntType> labels) {
        return of(plane, labels, OptionalDouble.empty());
    }

    private static SegmentedPlane of(Plane plane, RandomAccessibleInterval<IntType> labels, OptionalDouble diameter) {
        return new SegmentedPlane(plane, labels, NucleusList.of(labels, plane.pixels()), diameter, 0, List.of());
    }

    /**
     * Cuts out all nuclei, in order of their labels.
     *
     * @param pixelSize pixel size of the image
     * @param source name of the image
     * @throws InputException if the image's channels, intensities or pixel size are not those of the model
     */
    public List<Crop> crops(Preparation preparation, PixelSize pixelSize, String source) {
        Cropper cropper = new Cropper(preparation.crops());
        double scale = preparation.scaleOf(pixelSize);
        if (nuclei.isEmpty()) {
            return List.of();
        }
        PixelScale values = PixelScale.of(plane, preparation.crops());
        List<RandomAccessibleInterval<? extends RealType<?>>> channels = plane.channels(preparation.crops().channels());
        return nuclei.stream().map(nucleus -> cropper.crop(channels, values, nucleus, source, scale)).toList();
    }

    /** Returns how many nuclei are larger than their crops, see {@link #crops}. */
    public int cutOff(Preparation preparation, PixelSize pixelSize) {
        Cropper cropper = new Cropper(preparation.crops());
        double scale = preparation.scaleOf(pixelSize);
        return (int) nuclei.stream().filter(nucleus -> cropper.cutsOff(nucleus, scale)).count();
    }
}
