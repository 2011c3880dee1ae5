package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.images.ChannelNames;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositeGeneratorTest {

    private static final CompositeSettings SMALL = new CompositeSettings(300, 200, 12, 0.25, 0.5, 3);

    private static short[] plane(SyntheticComposite composite, int channel) {
        return (short[]) composite.image().getStack().getPixels(channel);
    }

    private static double[] values(SyntheticComposite composite, int channel) {
        short[] plane = plane(composite, channel);
        double[] values = new double[plane.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = plane[i] & 0xffff;
        }
        return values;
    }

    @Test
    void theSameSeedGivesTheSameComposite() {
        SyntheticComposite once = CompositeGenerator.generate(SMALL, 7);
        SyntheticComposite again = CompositeGenerator.generate(SMALL, 7);
        for (int channel = 1; channel <= 3; channel++) {
            assertArrayEquals(plane(once, channel), plane(again, channel));
        }
        assertArrayEquals(DrawnPixels.of(once.labels()), DrawnPixels.of(again.labels()));
        assertEquals(once.nuclei(), again.nuclei());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE})
    void truthAgreesWithTheLabelImage(long seed) {
        SyntheticComposite composite = CompositeGenerator.generate(SMALL, seed);
        assertTrue(DrawnPixels.agree(DrawnPixels.of(composite.labels()), SMALL.width(), composite.nuclei()));
        assertEquals(12, composite.nuclei().size());
        assertEquals(3, composite.nuclei().stream().filter(n -> n.className().equals("positive")).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void channelsHaveTheirNamesAlsoInAFile(int channels, @TempDir Path folder) {
        ImagePlus image = CompositeGenerator.generate(new CompositeSettings(128, 96, 2, 0.5, 0, channels), 1).image();
        List<String> names = List.of("DAPI", "pH3", "Actin").subList(0, channels);
        assertEquals(names, ChannelNames.of(image));
        assertEquals(16, image.getBitDepth());
        assertTrue(image.isComposite());
        assertArrayEquals(new int[] {128, 96, channels, 1, 1}, image.getDimensions());
        ImageFiles.saveTiff(image, folder.resolve("composite.tif"));
        ImagePlus read = ImageFiles.read(folder.resolve("composite.tif"));
        assertEquals(names, ChannelNames.of(read));
        assertArrayEquals(image.getDimensions(), read.getDimensions());
    }

    /** With all nuclei of the one class or all of the other, DAPI and actin are the same bit for bit. */
    @Test
    void onlyTheSecondChannelKnowsTheClasses() {
        SyntheticComposite negative = CompositeGenerator.generate(new CompositeSettings(300, 200, 12, 0, 0.5, 3), 5);
        SyntheticComposite positive = CompositeGenerator.generate(new CompositeSettings(300, 200, 12, 1, 0.5, 3), 5);
        assertArrayEquals(plane(negative, 1), plane(positive, 1));
        assertArrayEquals(plane(negative, 3), plane(positive, 3));
        assertArrayEquals(DrawnPixels.of(negative.labels()), DrawnPixels.of(positive.labels()));
    }

    @Test
    void theSecondChannelTellsTheClassesApart() {
        SyntheticComposite composite = CompositeGenerator.generate(CompositeSettings.DEFAULT, 2);
        double[] labels = DrawnPixels.of(composite.labels());
        double[] marked = values(composite, 2);
        assertEquals(1, DrawnPixels.above(DrawnPixels.means(marked, labels, composite.nuclei(), "positive"),
                DrawnPixels.means(marked, labels, composite.nuclei(), "negative")));
        double three = 3 * DrawnPixels.deviationOfAbove(24, 24);
        for (int channel : new int[] {1, 3}) {
            double[] values = values(composite, channel);
            assertEquals(0.5, DrawnPixels.above(DrawnPixels.means(values, labels, composite.nuclei(), "positive"),
                    DrawnPixels.means(values, labels, composite.nuclei(), "negative")), three, "channel " + channel);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "63 | 2 | 0.5 | 3 | field of 63 x 512 pixels is too small: make it 64 x 64 or larger",
        "64 | 1 | 0.5 | 3 | the number of nuclei, 1, is not between 2 and 65535",
        "64 | 2 | NaN | 3 | fraction NaN is not between 0 and 1",
        "64 | 2 | 0.5 | 4 | the number of channels, 4, is not 2 or 3"})
    void refusesWhatCannotBeDrawn(int width, int nuclei, double positive, int channels, String message) {
        InputException e = assertThrows(InputException.class,
                () -> new CompositeSettings(width, 512, nuclei, positive, 0.3, channels));
        assertEquals(message, e.getMessage());
    }
}
