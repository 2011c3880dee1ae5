package io.github.nucleoscope.segmentation.learned;

import java.util.Optional;

import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.SegmentationModel;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** A plane at the scale of a network, and the sums of the network's outputs for its flips so far. */
final class ScaledPlane {

    private final int planeWidth;
    private final int planeHeight;
    private final int width;
    private final int height;
    private final Optional<float[]> pixels;
    private final float[] inside;
    private final float[] depth;
    private int flips;

    private ScaledPlane(int planeWidth, int planeHeight, int width, int height, Optional<float[]> pixels) {
        this.planeWidth = planeWidth;
        this.planeHeight = planeHeight;
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        inside = new float[Math.multiplyExact(width, height)];
        depth = new float[inside.length];
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
        return inside.length / ((double) planeWidth * planeHeight);
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
        int toX = Math.min(column.to(), width);
        int toY = Math.min(row.to(), height);
        for (int y = row.from(); y < toY; y++) {
            for (int x = column.from(); x < toX; x++) {
                int from = SegmentationModel.MAPS * flip.place(x - column.start(), y - row.start(), window);
                inside[y * width + x] += sigmoid(logits[from]);
                depth[y * width + x] += sigmoid(logits[from + 1]);
            }
        }
    }

    /** Records that all windows of this many more flips were added. */
    void addedFlips(int added) {
        flips += added;
    }

    /** Returns the mean of the outputs so far, at the size of the plane; nothing is inside if it is all background. */
    NucleusMaps maps() {
        return new NucleusMaps(planeWidth, planeHeight, mean(inside), mean(depth));
    }

    private float[] mean(float[] sum) {
        float[] mean = Resampling.of(sum, width, height, planeWidth, planeHeight);
        if (mean == sum) {
            mean = sum.clone();
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= flips;
        }
        return mean;
    }

    private static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }
}
