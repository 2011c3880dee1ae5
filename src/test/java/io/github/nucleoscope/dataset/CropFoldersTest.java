package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ready-made crops, one sub-folder per class. */
class CropFoldersTest extends TrainingFolder {

    private TrainingSet readForModel(Scale scale, Background background, PixelSize pixelSize) throws IOException {
        Preparation model = new Preparation(new CropSettings(32, scale, background, true),
                Optional.of(Segmentation.classical(SegmentationSettings.DEFAULT)), pixelSize, 1);
        return TrainingSource.of(folder, null, false, ReadSettings.forModel(model,
                SETTINGS.segmentation(), SETTINGS.finders(), Signal.FIRST))
                .read(FileProgress.NONE);
    }

    @Test
    void readsCropsAndGroupsThemByImage() throws IOException {
        save(crop(32, 30, 100), "mitotic/slide1__1.tif");
        save(crop(32, 30, 100), "mitotic/slide1__2.tif");
        save(crop(32, 30, 100), "resting/slide_2__1.tif");
        save(crop(32, 30, 100), "resting/slide__3__1.tif");
        save(crop(32, 30, 100), "resting/001.tif");
        save(crop(32, 30, 100), "mitotic/001.tif");
        TrainingSet set = read(false);
        assertEquals(List.of("mitotic", "resting"), set.dataset().classNames());
        // The last __ ends the image's name; files without it share no source by chance.
        assertEquals(List.of("mitotic/001.tif", "resting/001.tif", "slide1", "slide_2", "slide__3"), sources(set));
        assertEquals(2, set.dataset().withoutImage());
        assertTrue(set.dataset().crops().stream().map(LabelledCrop::crop)
                .allMatch(crop -> crop.sourceKnown() == crop.source().startsWith("slide")));
        assertEquals(Background.KEEP, set.preparation().crops().background());
        assertTrue(set.preparation().segmentation().isEmpty());
        assertEquals(List.of(), set.warnings());
        // 30 becomes 0 and 140 becomes 255, linearly
        float[] values = set.dataset().crops().get(0).crop().values();
        assertEquals(0, values[0]);
        assertEquals(255, values[16 * 32 + 16]);
        assertEquals(255f * 70 / 110, values[16 * 32 + 12], 1e-3);
    }

    @Test
    void seesThatTheBackgroundWasZeroedAlready() throws IOException {
        save(crop(32, 0, 100), "a/1.tif");
        save(crop(32, 0, 100), "b/2.tif");
        TrainingSet set = read(false);
        assertEquals(Background.ZERO, set.preparation().crops().background());
        // The nucleus alone is normalised: its darkest pixel, 100, is 0 like the background.
        float[] values = set.dataset().crops().get(0).crop().values();
        assertEquals(0, values[16 * 32 + 12]);
        assertEquals(255, values[16 * 32 + 16]);
    }

    /** 192 pixels are twice the largest size that is chosen automatically. */
    @ParameterizedTest
    @CsvSource({"128, 48, true", "192, 48, true", "193, 48, false", "300, 150, true", "301, 150, false"})
    void centresOfWholeImagesAreNoCrops(int fileSize, int cropSize, boolean crops) throws IOException {
        save(crop(fileSize, 30, 100), "a/1.tif");
        save(crop(fileSize, 30, 100), "b/2.tif");
        ReadSettings settings = ClassicalReading.of(new CropSettings(cropSize, Scale.FIXED, Background.ZERO, true), 1);
        TrainingSource source = TrainingSource.of(folder, null, false, settings);
        if (crops) {
            assertEquals(cropSize, source.read(FileProgress.NONE).preparation().crops().size());
        } else {
            InputException e = assertThrows(InputException.class, () -> source.read(FileProgress.NONE));
            assertTrue(e.getMessage().contains("pixels, too large for crops of " + cropSize
                    + "; if they are whole images, have them segmented"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"9, 1, ZERO", "8, 2, KEEP", "2, 8, KEEP"})
    void nineCropsInTenWithZeroCornersAreEnough(int zeroed, int others, Background background) throws IOException {
        for (int i = 0; i < zeroed; i++) {
            save(crop(32, 0, 100), (i % 2 == 0 ? "a/" : "b/") + i + ".tif");
        }
        for (int i = 0; i < others; i++) {
            save(crop(32, 30, 100), (i % 2 == 0 ? "a/" : "b/") + "kept" + i + ".tif");
        }
        assertEquals(background, read(false).preparation().crops().background());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "31, 0", "0, 31", "31, 31"})
    void aBackgroundIsZeroedWhereAllFourCornersAre(int x, int y) throws IOException {
        for (String name : List.of("a/1.tif", "b/2.tif")) {
            ImagePlus image = crop(32, 0, 100);
            image.getProcessor().set(x, y, 7);
            save(image, name);
        }
        assertEquals(Background.KEEP, read(false).preparation().crops().background());
    }

    @Test
    void rgbCropsWithABlackBackgroundAreZeroedAlready() throws IOException {
        for (String name : List.of("a/1.tif", "b/2.tif")) {
            save(new ImagePlus("rgb", crop(32, 0, 100).getProcessor().convertToRGB()), name);
        }
        TrainingSet set = read(false);
        assertEquals(Background.ZERO, set.preparation().crops().background());
        float[] values = set.dataset().crops().get(0).crop().values();
        assertEquals(0, values[16 * 32 + 12]);
        assertEquals(255, values[16 * 32 + 16]);
    }

    @Test
    void theWantedChannelOfACropIsRead() throws IOException {
        for (String name : List.of("a/1.tif", "b/2.tif")) {
            ImageStack stack = new ImageStack(32, 32);
            stack.addSlice(crop(32, 0, 100).getProcessor());
            ImageProcessor second = crop(32, 30, 100).getProcessor();
            second.set(3, 2, 250);
            stack.addSlice(second);
            ImagePlus image = new ImagePlus("channels", stack);
            image.setDimensions(2, 1, 1);
            save(image, name);
        }
        save(crop(32, 0, 100), "b/grey.tif");
        TrainingSet set = TrainingSource.of(folder, null, false, channel(2)).read(FileProgress.NONE);
        assertEquals(Background.KEEP, set.preparation().crops().background());
        assertEquals(255, set.dataset().crops().get(0).crop().values()[2 * 32 + 3]);
        assertEquals(2, set.dataset().size());
        assertEquals(1, set.warnings().size(), set.warnings().toString());
        assertTrue(set.warnings().get(0).startsWith("grey.tif: there is no channel 2"), set.warnings().get(0));
        assertEquals(Background.ZERO, read(false).preparation().crops().background());
    }

    @ParameterizedTest
    @CsvSource({"ZERO, 0, 0", "KEEP, 30, 0", "ZERO, 30, 1", "KEEP, 0, 1"})
    void cropsWhoseBackgroundIsNotTheModelsAreWarnedAbout(Background model, int background, int warnings)
            throws IOException {
        save(crop(32, background, 100), "a/1.tif");
        save(crop(32, background, 100), "b/2.tif");
        TrainingSet set = readForModel(Scale.FIXED, model, PixelSize.UNCALIBRATED);
        assertEquals(model, set.preparation().crops().background());
        assertEquals(warnings, set.warnings().size(), set.warnings().toString());
        if (warnings > 0) {
            assertTrue(set.warnings().get(0).contains("do not apply to the model's own crops; use crops "
                    + (model == Background.ZERO ? "whose background is 0" : "that keep their background")),
                    set.warnings().get(0));
        }
    }

    @Test
    void cropsOfAnotherPixelSizeThanTheModelsAreWarnedAbout() throws IOException {
        save(calibrated(crop(32, 30, 100), 0.5, "um"), "a/same.tif");
        save(calibrated(crop(32, 30, 100), 0.25, "um"), "a/half.tif");
        save(calibrated(crop(32, 30, 100), 0.5, "mm"), "b/unit.tif");
        save(calibrated(crop(32, 30, 100), 0.0005, "um"), "b/tiny.tif");
        save(crop(32, 30, 100), "b/plain.tif");
        PixelSize micron = new PixelSize(0.5, 0.5, "\u00b5m");
        TrainingSet set = readForModel(Scale.FIXED, Background.KEEP, micron);
        assertEquals(5, set.dataset().size());
        assertEquals(1, set.warnings().size(), set.warnings().toString());
        assertTrue(set.warnings().get(0).startsWith(
                "3 crops have pixels of another size than the model's (0.5 \u00b5m), and crops are not resampled"),
                set.warnings().get(0));
        // Where each crop is scaled to fill the window, pixels have no size.
        assertEquals(List.of(), readForModel(Scale.FIT, Background.KEEP, micron).warnings());
    }

    @Test
    void cropsOfAnotherPixelSizeThanTheFirstAreWarnedAbout() throws IOException {
        save(calibrated(crop(32, 30, 100), 0.5, "um"), "a/1.tif");
        save(calibrated(crop(32, 30, 100), 0.25, "um"), "b/2.tif");
        TrainingSet set = read(false);
        assertEquals(0.5, set.preparation().pixelSize().width());
        assertEquals(1, set.warnings().size(), set.warnings().toString());
        assertTrue(set.warnings().get(0).startsWith("1 crop has pixels of another size than the first crop's (0.5"),
                set.warnings().get(0));
    }

    @Test
    void badFilesAndOddSizesAreReportedAndTheRestIsRead() throws IOException {
        save(crop(32, 30, 100), "a/1.tif");
        save(crop(24, 30, 100), "a/2.tif");
        save(crop(40, 30, 100), "b/3.tif");
        Files.writeString(folder.resolve("b/broken.png"), "no image");
        TrainingSet set = read(false);
        assertEquals(3, set.dataset().size());
        assertEquals(3, set.warnings().size(), set.warnings().toString());
        assertTrue(set.warnings().get(0).contains("broken.png"), set.warnings().get(0));
        assertTrue(set.warnings().get(1).contains("from 24 to 40 pixels"), set.warnings().get(1));
        assertTrue(set.warnings().get(2).contains("cut to 32"), set.warnings().get(2));
    }

    @Test
    void wholeImagesAreNotTakenForCrops() throws IOException {
        save(crop(200, 30, 100), "a/1.tif");
        save(crop(200, 30, 100), "b/2.tif");
        assertTrue(assertThrows(InputException.class, () -> read(false)).getMessage().contains("segmented"));
    }

    @Test
    void oneClassOrAnEmptyOneIsRefused() throws IOException {
        save(crop(32, 30, 100), "only/1.tif");
        assertTrue(assertThrows(InputException.class, () -> read(false)).getMessage().contains("\"only\""));
        Files.createDirectories(folder.resolve("empty"));
        assertTrue(assertThrows(InputException.class, () -> read(false)).getMessage().contains("\"empty\""));
    }

    @Test
    void cancellingKeepsWhatWasRead() throws IOException {
        save(crop(32, 30, 100), "a/1.tif");
        save(crop(32, 30, 100), "b/2.tif");
        save(crop(32, 30, 100), "b/3.tif");
        List<Path> seen = new ArrayList<>();
        TrainingSet set = TrainingSource.of(folder, null, false, SETTINGS).read(new FileProgress() {
            @Override
            public void fileDone(int done, int all, Path file) {
                assertEquals(3, all);
                seen.add(file);
            }

            @Override
            public boolean isCancelled() {
                return seen.size() == 2;
            }
        });
        assertEquals(2, set.dataset().size());
    }
}
