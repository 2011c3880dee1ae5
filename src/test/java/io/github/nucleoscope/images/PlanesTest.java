package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class PlanesTest {

    private static double at(Plane plane, int x, int y) {
        return plane.pixels().getAt(x, y).getRealDouble();
    }

    @Test
    void sharesThePixelsOfEachType() {
        ByteProcessor bytes = new ByteProcessor(3, 2);
        Plane plane = Planes.of(new ImagePlus("", bytes), 1).get(0);
        bytes.set(2, 1, 200);
        assertEquals(200, at(plane, 2, 1));
        ShortProcessor shorts = new ShortProcessor(3, 2);
        plane = Planes.of(new ImagePlus("", shorts), 1).get(0);
        shorts.set(1, 1, 60_000);
        assertEquals(60_000, at(plane, 1, 1));
        FloatProcessor floats = new FloatProcessor(3, 2);
        plane = Planes.of(new ImagePlus("", floats), 1).get(0);
        floats.setf(0, 1, -1.5f);
        assertEquals(-1.5, at(plane, 0, 1));
    }

    @Test
    void rgbShowsAsLuminance() {
        ColorProcessor rgb = new ColorProcessor(2, 2, new int[] {0xffffff, 0xff0000, 0x00ff00, 0x0000ff});
        Plane plane = Planes.of(new ImagePlus("", rgb), 1).get(0);
        assertEquals(255, at(plane, 0, 0));
        // 0.299, 0.587 and 0.114 of 255, rounded.
        assertEquals(76, at(plane, 1, 0));
        assertEquals(150, at(plane, 0, 1));
        assertEquals(29, at(plane, 1, 1));
    }

    @Test
    void listsSlicesThenFramesOfAChannel() {
        ImagePlus image = IJ.createHyperStack("cells", 2, 2, 2, 3, 2, 8);
        for (int i = 1; i <= image.getStackSize(); i++) {
            int[] position = image.convertIndexToPosition(i);
            image.getStack().getProcessor(i).set(0, 0, 100 * position[0] + 10 * position[1] + position[2]);
        }
        List<Plane> planes = Planes.of(image, 2);
        assertEquals(6, planes.size());
        for (int i = 0; i < 6; i++) {
            Plane plane = planes.get(i);
            assertEquals(1 + i % 3, plane.z());
            assertEquals(1 + i / 3, plane.t());
            assertEquals(200 + 10 * plane.z() + plane.t(), at(plane, 0, 0));
        }
        String message = assertThrows(InputException.class, () -> Planes.of(image, 3)).getMessage();
        assertTrue(message.contains("channel 3") && message.contains("cells"), message);
        assertThrows(InputException.class, () -> Planes.of(image, 0));
    }

    @Test
    void pixelSizeComesFromTheCalibration() {
        ImagePlus image = new ImagePlus("", new ByteProcessor(2, 2));
        assertEquals(PixelSize.UNCALIBRATED, Planes.pixelSize(image));
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.25;
        assertFalse(Planes.pixelSize(image).isCalibrated());
        for (String unit : new String[] {"um", "micron", "µm", "microns"}) {
            image.getCalibration().setUnit(unit);
            assertEquals(new PixelSize(0.5, 0.25, "µm"), Planes.pixelSize(image));
        }
        image.getCalibration().setUnit("nm");
        assertEquals(5e-4, Planes.pixelSize(image).width(), 1e-12);
        assertEquals("µm", Planes.pixelSize(image).unit());
        image.getCalibration().setUnit("mm");
        assertEquals(250, Planes.pixelSize(image).height(), 1e-9);
        image.getCalibration().setUnit("inch"); // a printer's resolution
        assertEquals(PixelSize.UNCALIBRATED, Planes.pixelSize(image));
        image.getCalibration().setUnit("parsec");
        assertEquals(new PixelSize(0.5, 0.25, "parsec"), Planes.pixelSize(image));
    }

    /** ImageJ stores signed 16-bit pixels with 32,768 added. */
    @Test
    void signedPixelsHaveTheirOwnValues() {
        ImagePlus image = new ImagePlus("", new ShortProcessor(3, 1, new short[] {0, (short) 32_768, (short) 65_535},
                null));
        image.getCalibration().setSigned16BitCalibration();
        Plane plane = Planes.of(image, 1).get(0);
        assertEquals(-32_768, at(plane, 0, 0));
        assertEquals(0, at(plane, 1, 0));
        assertEquals(32_767, at(plane, 2, 0));
    }

    @Test
    void thePlaneThatIsShown() {
        ImagePlus image = IJ.createHyperStack("cells", 1, 1, 2, 3, 2, 8);
        for (int i = 1; i <= image.getStackSize(); i++) {
            image.getStack().getProcessor(i).set(0, 0, i);
        }
        image.setPosition(1, 3, 2);
        Plane plane = Planes.at(image, Signal.FIRST.withChannel(Channel.of(2)), image.getZ(), image.getT());
        assertEquals(3, plane.z());
        assertEquals(2, plane.t());
        // Channels first, then slices, then frames: 2 + 2 * 2 + 6.
        assertEquals(12, at(plane, 0, 0));
        assertThrows(InputException.class,
                () -> Planes.at(image, Signal.FIRST.withChannel(Channel.of(3)), image.getZ(), image.getT()));
    }

    @Test
    void planesOfAVirtualStackAreReadWhenTheyAreAskedFor() {
        int[] reads = {0};
        ImageStack stack = new VirtualStack(2, 2, 3) {
            @Override
            public ImageProcessor getProcessor(int n) {
                reads[0]++;
                return new ByteProcessor(2, 2);
            }
        };
        List<Plane> planes = Planes.of(new ImagePlus("virtual", stack), 1);
        int before = reads[0];
        assertEquals(3, planes.size());
        assertEquals(before, reads[0]);
        assertEquals(2, planes.get(1).z());
        assertEquals(before + 1, reads[0]);
        assertThrows(IndexOutOfBoundsException.class, () -> planes.get(3));
    }

    /** A user can close an image while a command works on it. */
    @Test
    void aPlaneOfAClosedImageIsReported() {
        ImagePlus image = IJ.createImage("cells", 8, 8, 3, 8);
        List<Planes.Plane> planes = Planes.of(image, 1);
        planes.get(0);
        // As the window of an image does when it is closed.
        image.flush();
        InputException e = assertThrows(InputException.class, () -> planes.get(1));
        assertTrue(e.getMessage().startsWith("cells was closed"), e.getMessage());
        assertThrows(InputException.class, () -> Planes.at(image, Signal.FIRST, image.getZ(), image.getT()));
    }
}
