package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import org.junit.jupiter.api.io.TempDir;

/** A folder of training images drawn in code, and how they are read. */
abstract class TrainingFolder {

    static final CropSettings CROPS = new CropSettings(32, Scale.FIXED, Background.ZERO, true);
    static final ReadSettings SETTINGS = ClassicalReading.of(CROPS, 1);

    @TempDir
    Path folder;

    /** Discs of diameter 20, 150 at the left to 245 at the right, on a dark background. */
    static ImagePlus discs(int... centres) {
        ByteProcessor pixels = new ByteProcessor(160, 60);
        pixels.setValue(10);
        pixels.fill();
        for (int i = 0; i < centres.length; i += 2) {
            for (int y = -10; y < 10; y++) {
                for (int x = -10; x < 10; x++) {
                    if ((x + 0.5) * (x + 0.5) + (y + 0.5) * (y + 0.5) < 100) {
                        pixels.set(centres[i] + x, centres[i + 1] + y, 200 + 5 * x);
                    }
                }
            }
        }
        return new ImagePlus("discs", pixels);
    }

    static ImagePlus crop(int size, int background, int value) {
        ByteProcessor pixels = new ByteProcessor(size, size);
        pixels.setValue(background);
        pixels.fill();
        pixels.setValue(value);
        pixels.fillOval(size / 4, size / 4, size / 2, size / 2);
        pixels.putPixel(size / 2, size / 2, value + 40);
        return new ImagePlus("crop", pixels);
    }

    void save(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageFiles.saveTiff(image, file);
    }

    TrainingSet read(boolean wholeImages) throws IOException {
        return TrainingSource.of(folder, null, wholeImages, SETTINGS).read(FileProgress.NONE);
    }

    static List<String> sources(TrainingSet set) {
        return set.dataset().sources();
    }

    static ReadSettings channel(int channel) {
        return ClassicalReading.of(CROPS, channel);
    }

    static ImagePlus calibrated(ImagePlus image, double width, String unit) {
        image.getCalibration().setUnit(unit);
        image.getCalibration().pixelWidth = width;
        image.getCalibration().pixelHeight = width;
        return image;
    }
}
