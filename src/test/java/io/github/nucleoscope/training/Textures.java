package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;

/** Easy training sets drawn in code: classes of crops that differ in the size of their squares. */
final class Textures {

    static final int SIZE = 16;
    static final Preparation PREPARATION = new Preparation(
            new CropSettings(SIZE, Scale.FIXED, Background.KEEP, true), Optional.empty(), PixelSize.UNCALIBRATED,
            1);

    private Textures() {}

    /** Chequered crops, squares of 1, 2, 4, … pixels by class, with noise; ten crops to an image. */
    static TrainingSet set(int classes, int cropsPerClass, long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        List<LabelledCrop> crops = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            names.add("squares" + (1 << c));
            for (int n = 0; n < cropsPerClass; n++) {
                float[] pixels = new float[SIZE * SIZE];
                int shift = random.nextInt(SIZE);
                for (int i = 0; i < pixels.length; i++) {
                    int square = ((i % SIZE + shift) >> c) + ((i / SIZE + shift) >> c);
                    pixels[i] = (square % 2 == 0 ? 60 : 190) + 60 * (random.nextFloat() - 0.5f);
                }
                crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, SIZE, 1), "image" + n / 10, n), c));
            }
        }
        return new TrainingSet(new Dataset(names, crops), PREPARATION, "chequered crops", List.of());
    }
}
