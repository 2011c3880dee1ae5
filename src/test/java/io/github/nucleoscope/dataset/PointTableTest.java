package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points in a CSV file. */
class PointTableTest extends TrainingFolder {

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
        SegmentedPlane segmented = new ClassicalFinder(SegmentationSettings.DEFAULT).find(Planes.of(image, 1).get(0));
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
        String message = assertThrows(InputException.class,
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
        InputException e = assertThrows(InputException.class,
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
            } catch (InputException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertTrue(read > 0 && read < 300, "some changes matter, some do not: " + read);
    }
}
