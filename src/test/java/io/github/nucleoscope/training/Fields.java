package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.images.Signal;
import net.imglib2.img.array.ArrayImgs;

/** Fields of bright discs, some of which touch, on noise. */
final class Fields {

    private Fields() {}

    static LabelledImages draw(int count, int side, long seed) {
        Random random = new Random(seed);
        List<LabelledImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] pixels = new float[side * side];
            int[] labels = new int[side * side];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = 20 + 3 * (float) random.nextGaussian();
            }
            for (int label = 1; label <= side * side / 300; label++) {
                double x = random.nextInt(side);
                double y = random.nextInt(side);
                double radius = 5 + random.nextInt(3);
                boolean free = true;
                for (int p = 0; p < labels.length; p++) {
                    free &= labels[p] == 0 || Math.hypot(p % side - x, p / side - y) > radius;
                }
                for (int p = 0; p < labels.length && free; p++) {
                    if (Math.hypot(p % side - x, p / side - y) <= radius) {
                        labels[p] = label;
                        pixels[p] += 60;
                    }
                }
            }
            images.add(new LabelledImage("field_" + i, "field_" + i, ArrayImgs.floats(pixels, side, side),
                    ArrayImgs.ints(labels, side, side)));
        }
        return new LabelledImages(images, Signal.FIRST, count + " drawn fields", List.of());
    }
}
