package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.ConstantUtils;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeLabelFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 65_535, 65_536, 1 << 24})
    void isReadAsItWasWritten(int largest) throws Exception {
        int[] labels = {0, 1, 2, 0, largest, 1};
        ImagePlus source = IJ.createImage("source", 3, 2, 1, 8);
        source.getCalibration().pixelWidth = 0.25;
        source.getCalibration().pixelHeight = 0.5;
        source.getCalibration().setUnit("\u00b5m");
        Path file = folder.resolve("labels.tif");
        LargeLabelFile.write(ArrayImgs.ints(labels, 3, 2), largest, source, file);
        ImagePlus read = ImageFiles.read(file);
        assertEquals(largest > 65_535 ? 32 : 16, read.getBitDepth());
        assertEquals(new PixelSize(0.25, 0.5, "\u00b5m"), Planes.pixelSize(read));
        int i = 0;
        int[] found = new int[labels.length];
        for (var label : Views.flatIterable(LabelImages.fromImagePlus(read, 1, 1))) {
            found[i++] = label.get();
        }
        assertArrayEquals(labels, found);
    }

    /** As fractions of a millionth they would not fit into TIFF's 32 bits. */
    @ParameterizedTest
    @ValueSource(doubles = {2e-7, 6.5e-4, 1, 1000})
    void pixelsOfAnySizeInTheirUnitKeepIt(double size) throws Exception {
        ImagePlus source = IJ.createImage("source", 3, 2, 1, 8);
        source.getCalibration().pixelWidth = size;
        source.getCalibration().pixelHeight = size;
        source.getCalibration().setUnit("m");
        Path file = folder.resolve("labels.tif");
        LargeLabelFile.write(ArrayImgs.ints(new int[6], 3, 2), 1, source, file);
        PixelSize read = Planes.pixelSize(ImageFiles.read(file));
        assertEquals(size, read.width(), 1e-6 * size);
        assertEquals(size, read.height(), 1e-6 * size);
    }

    @Test
    void moreThanTiffCanAddressIsRefusedBeforeAnythingIsWritten() throws Exception {
        var labels = ConstantUtils.constantRandomAccessibleInterval(new IntType(70_000),
                new FinalInterval(40_000, 40_000));
        InputException e = assertThrows(InputException.class, () -> LargeLabelFile.write(labels, 70_000,
                IJ.createImage("source", 1, 1, 1, 8), folder.resolve("labels.tif")));
        assertTrue(e.getMessage().contains("cut the image into parts"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
