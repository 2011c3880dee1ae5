package io.github.nucleoscope.segmentation.learned;

import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.ResampledAxis;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * Sums, over flips, of a network's outputs for an area of a plane at the scale of the network, row by row.
 *
 * @param inside sums of the probability that the pixel belongs to a nucleus
 * @param depth sums of the depth of the pixel in its nucleus
 */
record OutputSums(Area area, float[] inside, float[] depth) {

    static OutputSums of(Area area) {
        return new OutputSums(area, new float[area.size()], new float[area.size()]);
    }

    /**
     * Adds the output for a flipped window.
     *
     * @param logits output, flipped as the window was
     * @param window size of the window
     * @param left column of the plane at which the window starts
     * @param top row of the plane at which the window starts
     * @param part what to add of it
     */
    void add(float[] logits, Flip flip, TensorShape window, int left, int top, Area part) {
        IntStream.range(part.top(), part.bottom()).parallel().forEach(y -> {
            int to = (y - area.top()) * area.width() + part.left() - area.left();
            int from = SegmentationModel.MAPS * flip.place(part.left() - left, y - top, window);
            int step = flip.alongX() ? -SegmentationModel.MAPS : SegmentationModel.MAPS;
            for (int end = to + part.width(); to < end; to++, from += step) {
                inside[to] += sigmoid(logits[from]);
                depth[to] += sigmoid(logits[from + 1]);
            }
        });
    }

    /**
     * Returns the means of the outputs at the scale of the plane.
     *
     * @param x columns from the scale of the network to that of the plane; its pixels that are needed are the area's
     * @param y rows likewise
     * @param flips number of flips that were added
     */
    NucleusMaps mean(ResampledAxis x, ResampledAxis y, int flips) {
        return new NucleusMaps(x.to() - x.from(), y.to() - y.from(), mean(inside, x, y, flips),
                mean(depth, x, y, flips));
    }

    private static float[] mean(float[] sums, ResampledAxis x, ResampledAxis y, int flips) {
        float[] mean = Resampling.of(sums, x, y);
        if (mean == sums) {
            mean = sums.clone();
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
