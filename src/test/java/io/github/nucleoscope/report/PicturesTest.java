package io.github.nucleoscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;

import io.github.nucleoscope.nuclei.Crop;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class PicturesTest {

    private static BufferedImage picture(float... values) {
        return Pictures.ofCrop(new Crop(ArrayImgs.floats(values, values.length / 2, 2), "drawn", 1));
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }

    @Test
    void normalisedCropsAreShownAsTheyAre() {
        BufferedImage picture = picture(0, 1, 2, 100.4f, 200.6f, 255);
        assertEquals(3, picture.getWidth());
        assertEquals(2, grey(picture, 2, 0));
        assertEquals(100, grey(picture, 0, 1));
        assertEquals(201, grey(picture, 1, 1));
        assertEquals(255, grey(picture, 2, 1));
    }

    /** Of 16 bits: the brightest pixel is white, what is below 0 is black. */
    @Test
    void brighterCropsAreShownFromZeroToTheirBrightestPixel() {
        BufferedImage picture = picture(0, -5, 2_000, 4_000);
        assertEquals(0, grey(picture, 1, 0));
        assertEquals(128, grey(picture, 0, 1), "255 * 2000 / 4000 = 127.5");
        assertEquals(255, grey(picture, 1, 1));
    }
}
