package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Path;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
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
}
