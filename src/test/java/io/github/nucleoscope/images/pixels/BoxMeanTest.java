package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class BoxMeanTest {

    @Test
    void equalsTheMeanOfEachWindow() {
        Random random = new Random(2);
        int[][] shapes = {{1, 1}, {6, 1}, {1, 8}, {5, 5}, {19, 13}};
        for (int[] shape : shapes) {
            int width = shape[0];
            int height = shape[1];
            for (int radius : new int[] {0, 1, 2, 5, 40, 1_000_000}) {
                var img = Drawing.noise(width, height, random);
                float[] in = FloatPlane.values(img);
                float[] means = FloatPlane.values(BoxMean.of(img, radius));
                for (int i = 0; i < in.length; i++) {
                    double sum = 0;
                    int count = 0;
                    for (int j = 0; j < in.length; j++) {
                        if (Math.abs(j % width - i % width) <= radius && Math.abs(j / width - i / width) <= radius) {
                            sum += in[j];
                            count++;
                        }
                    }
                    assertEquals(sum / count, means[i], 1e-4);
                }
            }
        }
    }
}
