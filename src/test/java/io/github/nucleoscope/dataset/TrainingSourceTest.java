package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Preparation;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSourceTest {

    private static final ReadSettings SETTINGS = ReadSettings.forTraining(
            new CropSettings(32, Scale.FIXED, Background.ZERO, true), SegmentationSettings.DEFAULT, 1);

    @TempDir
    private Path folder;

    /** Discs of diameter 20, 150 at the left to 245 at the right, on a dark background. */
    private static ImagePlus discs(int... centres) {
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

    private static ImagePlus crop(int size, int background, int value) {
        ByteProcessor pixels = new ByteProcessor(size, size);
        pixels.setValue(background);
        pixels.fill();
        pixels.setValue(value);
        pixels.fillOval(size / 4, size / 4, size / 2, size / 2);
        pixels.putPixel(size / 2, size / 2, value + 40);
        return new ImagePlus("crop", pixels);
    }

    private void save(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageFiles.saveTiff(image, file);
    }

    private TrainingSet read(boolean wholeImages) throws IOException {
        return TrainingSource.of(folder, null, wholeImages, SETTINGS).read(FileProgress.NONE);
    }

    private static List<String> sources(TrainingSet set) {
        return set.dataset().sources();
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

    private static ReadSettings channel(int channel) {
        return ReadSettings.forTraining(SETTINGS.crops(), SETTINGS.segmentation(), channel);
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
            assertTrue(set.warnings().get(0).contains("other crops than the model's; give crops whose background "
                    + (model == Background.ZERO ? "is 0" : "was kept")), set.warnings().get(0));
        }
    }

    private TrainingSet readForModel(Scale scale, Background background, PixelSize pixelSize) throws IOException {
        Preparation model = new Preparation(new CropSettings(32, scale, background, true),
                Optional.of(SegmentationSettings.DEFAULT), pixelSize, 1);
        return TrainingSource.of(folder, null, false, ReadSettings.forModel(model, SegmentationSettings.DEFAULT, 1))
                .read(FileProgress.NONE);
    }

    private static ImagePlus calibrated(ImagePlus image, double width, String unit) {
        image.getCalibration().setUnit(unit);
        image.getCalibration().pixelWidth = width;
        image.getCalibration().pixelHeight = width;
        return image;
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
        assertTrue(assertThrows(TrainingSetException.class, () -> read(false)).getMessage().contains("segmented"));
    }

    @Test
    void oneClassOrAnEmptyOneIsRefused() throws IOException {
        save(crop(32, 30, 100), "only/1.tif");
        assertTrue(assertThrows(TrainingSetException.class, () -> read(false)).getMessage().contains("\"only\""));
        Files.createDirectories(folder.resolve("empty"));
        assertTrue(assertThrows(TrainingSetException.class, () -> read(false)).getMessage().contains("\"empty\""));
    }

    @Test
    void everyNucleusOfAnImageIsOfItsFoldersClass() throws IOException {
        save(discs(30, 30, 90, 30), "treated/one.tif");
        save(discs(50, 30), "control/one.tif");
        TrainingSet set = read(true);
        assertEquals(List.of("control", "treated"), set.dataset().classNames());
        assertEquals(1, set.dataset().countPerClass()[0]);
        assertEquals(2, set.dataset().countPerClass()[1]);
        // Two images of one name in two folders are two images.
        assertEquals(List.of("control/one.tif", "treated/one.tif"), sources(set));
        assertEquals(SegmentationSettings.DEFAULT, set.preparation().segmentation().orElseThrow());
    }

    @Test
    void pointsGiveTheNucleusUnderThemItsClass() throws IOException {
        save(discs(30, 30, 90, 30, 130, 30), "images/f.tif");
        Path table = folder.resolve("points.csv");
        // columns in another order, one more than needed; a miss, a conflict; the third disc has no point
        Files.writeString(table, """
                class,image,y,x,who
                mitotic,f.tif,30,33,me
                resting,f.tif,25.4,90,me
                resting,f.tif,2,2,me
                """);
        TrainingSet set = TrainingSource.of(table, folder.resolve("images"), false, SETTINGS).read(FileProgress.NONE);
        assertEquals(2, set.dataset().size());
        assertEquals(List.of("f.tif"), sources(set));
        assertEquals(1, set.warnings().size());
        assertTrue(set.warnings().get(0).contains("1 of 3 points"), set.warnings().get(0));

        Files.writeString(table, "image,x,y,class\nf.tif,30,30,a\nf.tif,33,30,b\nf.tif,90,30,a\nf.tif,130,30,b\n");
        set = TrainingSource.of(table, folder.resolve("images"), false, SETTINGS).read(FileProgress.NONE);
        assertEquals(2, set.dataset().size());
        assertTrue(set.warnings().get(0).contains("[a, b]"), set.warnings().get(0));
    }

    @Test
    void coordinatesAreRoundedToThePixelThatTheyLieIn() throws IOException {
        ImagePlus image = discs(30, 30, 90, 30);
        save(image, "f.tif");
        SegmentedPlane segmented = SegmentedPlane.of(Planes.of(image, 1).get(0), SegmentationSettings.DEFAULT);
        int left = 30;
        while (segmented.labels().getAt(left - 1, 30).get() > 0) {
            left--;
        }
        Path table = folder.resolve("points.csv");
        // Pixels reach half a pixel to each side of their centre.
        for (double x : new double[] {left - 0.4, left + 0.4}) {
            Files.writeString(table, "image,x,y,class\nf.tif," + x + ",30,a\nf.tif,90,30,b\n");
            assertEquals(List.of(), TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE).warnings());
        }
        Files.writeString(table, "image,x,y,class\nf.tif," + (left - 0.6) + ",30,a\nf.tif,30,30,a\nf.tif,90,30,b\n");
        TrainingSet set = TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE);
        assertEquals(1, set.warnings().size());
        assertTrue(set.warnings().get(0).contains("1 of 3 points"), set.warnings().get(0));
    }

    @Test
    void pointsMarkNucleiOfTheWantedChannel() throws IOException {
        ImageStack stack = new ImageStack(160, 60);
        stack.addSlice(discs(60, 30).getProcessor());
        stack.addSlice(discs(30, 30, 90, 30).getProcessor());
        ImagePlus image = new ImagePlus("channels", stack);
        image.setDimensions(2, 1, 1);
        save(image, "f.tif");
        Path table = folder.resolve("points.csv");
        Files.writeString(table, "image,x,y,class\nf.tif,30,30,a\nf.tif,90,30,b\n");
        TrainingSet set = TrainingSource.of(table, null, false, channel(2)).read(FileProgress.NONE);
        assertEquals(2, set.dataset().size());
        assertEquals(List.of(), set.warnings());
    }

    @Test
    void anImageIsOneHoweverItsPathIsWritten() throws IOException {
        save(discs(30, 30, 90, 30), "sub/f.tif");
        Path table = folder.resolve("points.csv");
        Files.writeString(table, "image,x,y,class\nsub/f.tif,30,30,a\n./sub/f.tif,32,30,a\nsub\\f.tif,90,30,b\n"
                + folder.resolve("sub/f.tif").toAbsolutePath() + ",91,30,b\nsub/../sub/f.tif,89,30,b\n");
        TrainingSet set = TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE);
        assertEquals(List.of("sub/f.tif"), sources(set));
        assertEquals(2, set.dataset().size());
        assertEquals(List.of(), set.warnings());
        // Files that are not in the folder keep their whole path.
        Files.createDirectories(folder.resolve("other"));
        Files.writeString(table, "image,x,y,class\n../sub/f.tif,30,30,a\n../sub/f.tif,90,30,b\n");
        set = TrainingSource.of(table, folder.resolve("other"), false, SETTINGS).read(FileProgress.NONE);
        assertEquals(1, sources(set).size());
        assertTrue(Path.of(sources(set).get(0)).isAbsolute() && sources(set).get(0).endsWith("/sub/f.tif"));
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() throws IOException {
        Path table = folder.resolve("points.csv");
        Files.writeString(table, "image,x,y,class\nf\0.tif,30,30,a\n");
        String message = assertThrows(TrainingSetException.class,
                () -> TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE)).getMessage();
        assertTrue(message.contains("points.csv") && message.lines().count() == 1, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFimage,x,y,class\nf.tif,30,30,a\nf.tif,90,30,b\n",
        "image;x;y;class\r\nf.tif;30;30;a\r\nf.tif;90;30;b\r\n",
        "\uFEFFimage;x;y;class\nf.tif;30;30;a\nf.tif;90;30;b\n"})
    void tablesThatExcelWritesAreRead(String text) throws IOException {
        save(discs(30, 30, 90, 30), "f.tif");
        Path table = folder.resolve("points.csv");
        Files.writeString(table, text);
        TrainingSet set = TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE);
        assertEquals(List.of("a", "b"), set.dataset().classNames());
        assertEquals(2, set.dataset().size());
    }

    /** With a comma in the header, semicolons are part of the values. */
    @Test
    void aSemicolonBesideCommasIsNoSeparator() throws IOException {
        save(discs(30, 30, 90, 30), "f.tif");
        Path table = folder.resolve("points.csv");
        Files.writeString(table, "image,x,y,class,who; when\nf.tif,30,30,a;b,me\nf.tif,90,30,c,me\n");
        assertEquals(List.of("a;b", "c"), TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE)
                .dataset().classNames());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'image,x,class\nf.tif,1,a'|'y' is missing",
        "'image,x,y,class\nf.tif,1,a'|line 2: 3 values",
        "'image,x,y,class\nf.tif,1,2,a\nf.tif,one,2,a'|line 3: 'one'",
        "'image,x,y,class\nf.tif,NaN,2,a'|'NaN'",
        "'image,x,y,class\nf.tif,1,2,'|is empty",
        "'image,x,y,class\n'|no labelled nucleus",
        "''|'image' is missing",
        "'image;x;y;class\nf.tif;1,5;2;a'|'1,5' is not a coordinate",
        "'image,x,y,class\ngone.tif,1,2,a'|gone.tif",
    })
    void aBadTableSaysWhatIsWrong(String text, String problem) throws IOException {
        Path table = folder.resolve("points.csv");
        Files.writeString(table, text);
        IOException e = assertThrows(IOException.class,
                () -> TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @Test
    void garbageInATableIsRefusedNotCrashedOn() throws IOException {
        save(discs(30, 30, 90, 30), "f.tif");
        Path table = folder.resolve("points.csv");
        byte[] good = "image,x,y,class\nf.tif,30,30,a\nf.tif,90,30,b\n".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        int read = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = good.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(table, bytes);
            try {
                TrainingSource.of(table, null, false, SETTINGS).read(FileProgress.NONE);
                read++;
            } catch (IOException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertTrue(read > 0 && read < 300, "some changes matter, some do not: " + read);
    }

    @Test
    void roiGroupsAreClasses() throws IOException {
        // ImageJ has one list of group names for all images.
        Roi.setGroupName(2, "mitotic");
        Roi.setGroupName(7, "");
        ImagePlus image = discs(30, 30, 90, 30);
        Overlay overlay = new Overlay();
        Roi outline = new OvalRoi(15, 15, 30, 30);
        outline.setGroup(2);
        overlay.add(outline);
        Roi point = new PointRoi(90, 30);
        point.setGroup(7);
        overlay.add(point);
        overlay.add(new Roi(100, 40, 10, 10)); // no group: the user's own
        image.setOverlay(overlay);
        save(image, "annotated.tif");
        save(discs(30, 30), "plain.tif");
        TrainingSet set = read(false);
        assertEquals(List.of("group 7", "mitotic"), set.dataset().classNames());
        assertEquals(2, set.dataset().size());
        assertEquals(List.of("annotated.tif"), sources(set));
        assertEquals(1, set.warnings().size());
        assertTrue(set.warnings().get(0).contains("plain.tif"));
        // The outline counts, not the segmentation: it is larger than the disc, so its rim is background.
        Crop outlined = set.dataset().crops().get(1).crop();
        assertEquals(0, outlined.values()[16 * 32 + 3], 0);
        assertTrue(outlined.values()[16 * 32 + 16] > 150);
    }

    private static Roi grouped(Roi roi, int group) {
        roi.setGroup(group);
        return roi;
    }

    private void saveWithRois(ImagePlus image, Roi... rois) throws IOException {
        Overlay overlay = new Overlay();
        for (Roi roi : rois) {
            overlay.add(roi);
        }
        image.setOverlay(overlay);
        save(image, "annotated.tif");
    }

    @Test
    void aNucleusThatIsMarkedTwiceGivesOneCrop() throws IOException {
        saveWithRois(discs(30, 30, 90, 30), grouped(new PointRoi(88, 30), 101), grouped(new PointRoi(92, 31), 101),
                grouped(new OvalRoi(24, 24, 12, 12), 102), grouped(new OvalRoi(25, 24, 12, 12), 102),
                // inside the outline; outside it, but in the disc that it is in
                grouped(new PointRoi(30, 30), 102), grouped(new PointRoi(22, 30), 102));
        TrainingSet set = read(false);
        assertEquals(List.of(), set.warnings());
        assertEquals(List.of("group 101", "group 102"), set.dataset().classNames());
        assertEquals(2, set.dataset().size());
        assertEquals(2, set.dataset().crops().stream().map(crop -> crop.crop().label()).distinct().count());
    }

    @Test
    void aNucleusOfTwoGroupsIsLeftOut() throws IOException {
        saveWithRois(discs(30, 30, 60, 30, 90, 30, 130, 30),
                grouped(new PointRoi(28, 30), 101), grouped(new PointRoi(32, 30), 102),
                grouped(new OvalRoi(50, 20, 20, 20), 101), grouped(new OvalRoi(51, 20, 20, 20), 102),
                grouped(new PointRoi(90, 30), 101), grouped(new PointRoi(130, 30), 102));
        TrainingSet set = read(false);
        assertEquals(2, set.dataset().size());
        assertEquals(2, set.warnings().size(), set.warnings().toString());
        for (String warning : set.warnings()) {
            assertTrue(warning.contains("was given the classes [group 101, group 102], and was left out"), warning);
        }
    }

    /** Neighbours that are outlined generously share pixels, but less than half of the smaller one. */
    @Test
    void outlinesThatOverlapALittleAreTwoNuclei() throws IOException {
        saveWithRois(discs(30, 30, 50, 30), grouped(new Roi(20, 20, 20, 20), 101),
                grouped(new Roi(30, 20, 20, 20), 102));
        TrainingSet set = read(false);
        assertEquals(List.of(), set.warnings());
        assertEquals(2, set.dataset().size());
    }

    private static Roi named(Roi roi, int group, String name) {
        roi.setName(name);
        return grouped(roi, group);
    }

    @Test
    void groupsWithoutANameAreNamedByNucleoscopesOwnRois() throws IOException {
        Roi.setGroupName(112, "known");
        saveWithRois(discs(30, 30, 60, 30, 90, 30, 130, 30),
                named(new OvalRoi(20, 20, 20, 20), 110, "1 in mitosis 0.93"),
                named(new OvalRoi(50, 20, 20, 20), 111, "2 resting 1.00"),
                named(new OvalRoi(80, 20, 20, 20), 112, "3 resting 0.60"),
                named(new OvalRoi(120, 20, 20, 20), 113, "my own 4"));
        assertEquals(List.of("group 113", "in mitosis", "known", "resting"), read(false).dataset().classNames());
    }

    /** The user moved nucleus 3 from "a" to "b": its group counts, not what its name still says. */
    @Test
    void aRoiThatWasMovedToAnotherGroupIsOfThatGroup() throws IOException {
        saveWithRois(discs(30, 30, 60, 30, 90, 30, 130, 30),
                named(new OvalRoi(20, 20, 20, 20), 110, "1 a 0.93"),
                named(new OvalRoi(50, 20, 20, 20), 110, "2 a 0.90"),
                named(new OvalRoi(80, 20, 20, 20), 111, "3 a 0.60"),
                named(new OvalRoi(120, 20, 20, 20), 111, "4 b 0.80"));
        TrainingSet set = read(false);
        assertEquals(List.of("a", "b"), set.dataset().classNames());
        assertEquals(2, set.dataset().countPerClass()[0]);
    }

    /** Two slices by three frames, so that a mix-up of both shows. */
    @Test
    void aRoiCountsOnItsOwnSliceAndFrame() throws IOException {
        ImageStack stack = new ImageStack(160, 60);
        for (int i = 0; i < 6; i++) {
            ImageProcessor pixels = discs(30, 30, 90, 30).getProcessor();
            pixels.set(30, 30, 210 + i); // the brightest pixel of the first disc is at its right edge: 245
            stack.addSlice(pixels);
        }
        ImagePlus image = new ImagePlus("stack", stack);
        image.setDimensions(1, 2, 3);
        image.setOpenAsHyperStack(true);
        Roi one = grouped(new OvalRoi(20, 20, 20, 20), 101);
        one.setPosition(0, 2, 1);
        Roi other = grouped(new OvalRoi(80, 20, 20, 20), 102);
        other.setPosition(0, 1, 3);
        Roi all = grouped(new OvalRoi(120, 20, 20, 20), 103);
        saveWithRois(image, one, other, all);
        TrainingSet set = read(false);
        assertEquals(List.of("group 101", "group 102", "group 103"), set.dataset().classNames());
        int[] counts = set.dataset().countPerClass();
        assertEquals(1, counts[0]);
        assertEquals(1, counts[1]);
        assertEquals(6, counts[2]);
        // Slice 2 of frame 1 is plane 1 of 0 to 5: 150 to 245 become 0 to 255, so 211 is there.
        float[] values = set.dataset().crops().get(0).crop().values();
        assertEquals(255f * (211 - 150) / (245 - 150), values[16 * 32 + 16], 1e-3);
    }

    @Test
    void cropsAreResampledToThePixelSizeOfTheFirstImage() throws IOException {
        save(calibrated(discs(30, 30, 90, 30), 0.5, "um"), "a/coarse.tif");
        save(calibrated(discs(30, 30, 90, 30), 0.25, "um"), "b/fine.tif");
        TrainingSet set = read(true);
        assertEquals(new PixelSize(0.5, 0.5, "\u00b5m"), set.preparation().pixelSize());
        // The second image's pixels are half as wide: its discs are half as wide in the crops.
        assertEquals(20, widthOfNucleus(set.dataset().crops().get(0).crop()), 2);
        assertEquals(10, widthOfNucleus(set.dataset().crops().get(2).crop()), 1);
    }

    private static int widthOfNucleus(Crop crop) {
        TreeSet<Integer> columns = new TreeSet<>();
        for (int i = 0; i < crop.values().length; i++) {
            if (crop.values()[i] > 0) {
                columns.add(i % 32);
            }
        }
        return columns.last() - columns.first() + 1;
    }

    @Test
    void thePathTellsWhatItIs() throws IOException {
        assertThrows(TrainingSetException.class, () -> TrainingSource.of(folder, null, false, SETTINGS));
        assertThrows(TrainingSetException.class,
                () -> TrainingSource.of(folder.resolve("gone"), null, false, SETTINGS));
        save(discs(30, 30), "x.tif");
        assertInstanceOf(RoiGroups.class, TrainingSource.of(folder, null, false, SETTINGS));
        save(discs(30, 30), "a/x.tif");
        assertInstanceOf(CropFolders.class, TrainingSource.of(folder, null, false, SETTINGS));
        assertInstanceOf(ImageFolders.class, TrainingSource.of(folder, null, true, SETTINGS));
        assertInstanceOf(PointTable.class, TrainingSource.of(folder.resolve("x.tif"), null, false, SETTINGS));
    }

    @Test
    void wholeImagesAreForSubfoldersOnly() throws IOException {
        save(discs(30, 30), "x.tif");
        Files.writeString(folder.resolve("x.csv"), "image,x,y,class\n");
        for (Path path : List.of(folder, folder.resolve("x.csv"))) {
            String message = assertThrows(TrainingSetException.class,
                    () -> TrainingSource.of(path, null, true, SETTINGS)).getMessage();
            assertTrue(message.startsWith(path + ": only sub-folders") && message.lines().count() == 1, message);
        }
    }

    @Test
    void nucleiThatAreCutOffAreCounted() throws IOException {
        save(discs(30, 30, 90, 30), "a/1.tif");
        save(discs(30, 30), "b/2.tif");
        ReadSettings small = ReadSettings.forTraining(new CropSettings(16, Scale.FIXED, Background.ZERO, true),
                SegmentationSettings.DEFAULT, 1);
        TrainingSet set = TrainingSource.of(folder, null, true, small).read(FileProgress.NONE);
        assertEquals(List.of("3 nuclei are larger than the crops of 16 pixels and were cut off: use larger crops"),
                set.warnings());
        assertEquals(List.of(), read(true).warnings());
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
