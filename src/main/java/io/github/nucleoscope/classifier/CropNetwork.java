package io.github.nucleoscope.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.SquareSymmetry;

/**
 * Applies a network to crops. With test-time augmentation the logits of a crop are the means over its eight flips and
 * quarter turns: then a flipped or turned crop gets the same answer, bit for bit. In each case the answer for a crop
 * does not depend on the other crops. Holds native memory until it is closed. Not thread-safe: use one per thread.
 */
public final class CropNetwork implements AutoCloseable {

    /** Number of images that are made for the network at a time. */
    private static final int IMAGES_AT_A_TIME = 512;

    private final TensorShape input;
    private final int views;
    private final Inference inference;

    /** Compiles a network for inference. */
    public CropNetwork(Network network, boolean testTimeAugmentation) {
        input = network.input();
        views = testTimeAugmentation ? SquareSymmetry.COUNT : 1;
        inference = new Inference(network);
    }

    /**
     * Returns the logits that predictions are made of.
     *
     * @param crops crops that were made for the network
     * @return one array per crop, in order, with one value per output unit
     */
    public List<float[]> logits(List<Crop> crops) {
        List<float[]> logits = new ArrayList<>(crops.size());
        int step = IMAGES_AT_A_TIME / views;
        for (int start = 0; start < crops.size(); start += step) {
            List<Crop> some = crops.subList(start, Math.min(crops.size(), start + step));
            List<float[]> ofViews = inference.logits(some.stream().flatMap(crop -> views(crop).stream()).toList());
            for (int i = 0; i < ofViews.size(); i += views) {
                logits.add(views == 1 ? ofViews.get(i) : mean(ofViews.subList(i, i + views)));
            }
        }
        return logits;
    }

    private List<float[]> views(Crop crop) {
        float[] values = crop.values();
        if (views == 1) {
            return List.of(values);
        }
        List<float[]> flipped = new ArrayList<>(views);
        for (int view = 0; view < views; view++) {
            float[] image = new float[values.length];
            SquareSymmetry.write(values, input.width(), input.channels(), view, image, 0);
            flipped.add(image);
        }
        return flipped;
    }

    /** Returns the mean of each logit, added up by size, so that it is the same in whatever order they come. */
    private static float[] mean(List<float[]> ofViews) {
        float[] mean = new float[ofViews.get(0).length];
        double[] sorted = new double[ofViews.size()];
        for (int unit = 0; unit < mean.length; unit++) {
            for (int view = 0; view < sorted.length; view++) {
                sorted[view] = ofViews.get(view)[unit];
            }
            Arrays.sort(sorted);
            double sum = 0;
            for (double logit : sorted) {
                sum += logit;
            }
            mean[unit] = (float) (sum / sorted.length);
        }
        return mean;
    }

    @Override
    public void close() {
        inference.close();
    }
}
