package io.github.nucleoscope.check;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Origin;
import io.github.nucleoscope.dataset.SourceImage;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;

/** Crops drawn in code. */
final class Drawing {

    private Drawing() {}

    static RawCrop raw(int width, int height, float[] pixels) {
        return new RawCrop(pixels, width, height, 8, PixelSize.UNCALIBRATED, 1000, Optional.empty(), false);
    }

    /** A disc with texture on a noisy background. */
    public static RawCrop disc(int size, double x, double y, double radius, double background, double level,
            long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[size * size];
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = Math.hypot(i % size - x, i / size - y) <= radius;
            pixels[i] = Math.round((inside ? level : background) + 3 * random.nextGaussian());
        }
        return raw(size, size, pixels);
    }

    static CropFacts facts(int index, RawCrop raw, int classIndex, String source) {
        return facts(index, raw, classIndex, new Crop(CropPixels.of(new float[8 * 8], 8, 1), source, 1));
    }

    /** A crop of which only the file's name is known. */
    static CropFacts factsOfUnknownSource(int index, RawCrop raw, int classIndex) {
        return facts(index, raw, classIndex, new Crop(CropPixels.of(new float[8 * 8], 8, 1), index + ".png", false, 1));
    }

    private static CropFacts facts(int index, RawCrop raw, int classIndex, Crop crop) {
        String source = crop.source();
        Origin origin = new Origin(new SourceImage(source, Optional.of(Path.of(index + ".png")), 0, raw.pixelSize()), 1,
                1, Optional.empty());
        return CropFacts.of(index, new LabelledCrop(crop, classIndex, Optional.of(origin)), "c" + classIndex, raw,
                false);
    }

    static RawCrop turned(RawCrop crop, int turn) {
        int width = Turn.width(turn, crop.width(), crop.height());
        float[] pixels = new float[crop.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = crop.pixels()[Turn.source(turn, i % width, i / width, crop.width(), crop.height())];
        }
        return raw(width, pixels.length / width, pixels);
    }
}
