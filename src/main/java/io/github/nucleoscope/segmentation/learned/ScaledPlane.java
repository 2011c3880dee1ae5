package io.github.nucleoscope.segmentation.learned;

import java.util.Optional;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.ResampledAxis;
import io.github.nucleoscope.nuclei.Resampling;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** A plane at the scale of a network, and the sums of the network's outputs for its flips so far. */
final class ScaledPlane {

    private final int planeWidth;
    private final int planeHeight;
    private final int width;
    private final int height;
    private final Optional<float[]> pixels;
    private final OutputSums sums;
    private int flips;

    private ScaledPlane(int planeWidth, int planeHeight, int width, int height, Optional<float[]> pixels) {
        this.planeWidth = planeWidth;
        this.planeHeight = planeHeight;
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        sums = OutputSums.of(Area.of(width, height));
    }

    /**
     * Resamples a plane and subtracts its background.
     *
     * @param plane intensities, axes X, Y
     * @param brightness brightness of the plane; empty if all pixels are equal
     * @param highest see {@link BackgroundCorrection#corrected}
     */
    static ScaledPlane of(RandomAccessibleInterval<? extends RealType<?>> plane, Optional<Brightness> brightness,
            double highest, double magnification) {
        int planeWidth = Math.toIntExact(plane.dimension(0));
        int planeHeight = Math.toIntExact(plane.dimension(1));
        int width = NucleusSize.length(planeWidth, magnification);
        int height = NucleusSize.length(planeHeight, magnification);
        Optional<float[]> pixels = brightness.map(range ->
                        Resampling.of(range.apply(plane), planeWidth, planeHeight, width, height))
                .flatMap(scaled -> BackgroundCorrection.corrected(scaled, width, height, highest));
        return new ScaledPlane(planeWidth, planeHeight, width, height, pixels);
    }

    /** Returns how many pixels the network receives for each pixel of the plane. */
    double pixelsPerPlanePixel() {
        return (double) width * height / ((double) planeWidth * planeHeight);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the pixels row by row, nuclei bright; empty if there is nothing but background. */
    Optional<float[]> pixels() {
        return pixels;
    }

    /** Adds the output for a flipped window, for the pixels assigned to this window. */
    void add(float[] logits, Flip flip, TensorShape window, Tiling.Window column, Tiling.Window row) {
        sums.add(logits, flip, window, column.start(), row.start(), new Area(column.from(), row.from(),
                Math.min(column.to(), width), Math.min(row.to(), height)));
    }

    /** Records that all windows of this many more flips were added. */
    void addedFlips(int added) {
        flips += added;
    }

    /** Returns the mean of the outputs so far, at the size of the plane; nothing is inside if it is all background. */
    NucleusMaps maps() {
        return sums.mean(ResampledAxis.whole(width, planeWidth), ResampledAxis.whole(height, planeHeight), flips);
    }
}
