package io.github.nucleoscope.comparison;

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
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;

/** Two classes of crops of 12 x 12 pixels, squares of 1 and of 2 pixels with noise; five of each in an image. */
final class Chequers {

    static final int SIZE = 12;

    private Chequers() {}

    static TrainingSet set(int images) {
        Random random = new Random(1);
        List<LabelledCrop> crops = new ArrayList<>();
        for (int n = 0; n < 10 * images; n++) {
            int c = n % 2;
            float[] pixels = new float[SIZE * SIZE];
            int shift = random.nextInt(SIZE);
            for (int i = 0; i < pixels.length; i++) {
                int square = ((i % SIZE + shift) >> c) + ((i / SIZE + shift) >> c);
                pixels[i] = (square % 2 == 0 ? 60 : 190) + 100 * (random.nextFloat() - 0.5f);
            }
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, SIZE, 1), "image" + n / 10, n + 1), c));
        }
        return new TrainingSet(new Dataset(List.of("fine", "coarse"), crops),
                new Preparation(new CropSettings(SIZE, CropSettings.Scale.FIXED, CropSettings.Background.KEEP, false),
                        Optional.empty(), PixelSize.UNCALIBRATED, 1), "chequers", List.of());
    }
}
