package io.github.nucleoscope.segmentation.learned;

import java.util.Optional;

import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.SegmentationModel;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** A plane at the size at which a network sees it, and the sums of what the network answered to its flips so far. */
final class SeenPlane {

    private final int planeWidth;
    private final int planeHeight;
    private final int width;
    private final int height;
    private final Optional<float[]> pixels;
    private final float[] inside;
    private final float[] depth;
    private int looks;

    private SeenPlane(int planeWidth, int planeHeight, int width, int height, Optional<float[]> pixels) {
        this.planeWidth = planeWidth;
        this.planeHeight = planeHeight;
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        inside = new float[Math.multiplyExact(width, height)];
        depth = new float[inside.length];
    }

    /**
     * Magnifies a plane and takes its background away.
     *
     * @param plane intensities, axes X, Y
     * @param brightness of the plane; empty where all of it is alike
     */
    static SeenPlane of(RandomAccessibleInterval<? extends RealType<?>> plane, Optional<Brightness> brightness,
            double magnification) {
        int planeWidth = Math.toIntExact(plane.dimension(0));
        int planeHeight = Math.toIntExact(plane.dimension(1));
        int width = NucleusSize.length(planeWidth, magnification);
        int height = NucleusSize.length(planeHeight, magnification);
        Optional<float[]> pixels = brightness.map(range ->
                        Resampling.of(range.apply(plane), planeWidth, planeHeight, width, height))
                .flatMap(seen -> BackgroundCorrection.corrected(seen, width, height));
        return new SeenPlane(planeWidth, planeHeight, width, height, pixels);
    }

    /** How many pixels the network sees for each of the plane. */
    double pixelsForEach() {
        return inside.length / ((double) planeWidth * planeHeight);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Row by row, nuclei bright; empty where there is nothing but background. */
    Optional<float[]> pixels() {
        return pixels;
    }

    /** Adds the answer to a flip of a window: the pixels that are this window's. */
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

    /** All windows of so many more flips were added. */
    void looked(int flips) {
        looks += flips;
    }

    /** The mean of the answers so far, at the plane's own size: nothing is inside where there is only background. */
    NucleusMaps maps() {
        return new NucleusMaps(planeWidth, planeHeight, mean(inside), mean(depth));
    }

    private float[] mean(float[] sum) {
        float[] mean = Resampling.of(sum, width, height, planeWidth, planeHeight);
        if (mean == sum) {
            mean = sum.clone();
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= looks;
        }
        return mean;
    }

    private static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }
}
