package io.github.nucleoscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;

import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import org.junit.jupiter.api.Test;

class PicturesTest {

    private static BufferedImage picture(int size, float... values) {
        return Pictures.ofCrop(new Crop(CropPixels.of(values, size, values.length / size / size), "drawn", 1));
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }

    @Test
    void normalisedCropsAreShownAsTheyAre() {
        BufferedImage picture = picture(3, 0, 1, 2, 100.4f, 200.6f, 255, 3, 4, 5);
        assertEquals(3, picture.getWidth());
        assertEquals(2, grey(picture, 2, 0));
        assertEquals(100, grey(picture, 0, 1));
        assertEquals(201, grey(picture, 1, 1));
        assertEquals(255, grey(picture, 2, 1));
    }

    /** Of 16 bits: the brightest pixel is white, what is below 0 is black. */
    @Test
    void brighterCropsAreShownFromZeroToTheirBrightestPixel() {
        BufferedImage picture = picture(2, 0, -5, 2_000, 4_000);
        assertEquals(0, grey(picture, 1, 0));
        assertEquals(128, grey(picture, 0, 1), "255 * 2000 / 4000 = 127.5");
        assertEquals(255, grey(picture, 1, 1));
    }

    @Test
    void threeChannelsAreRedGreenAndBlue() {
        BufferedImage picture = picture(2, 255, 0, 7, 1, 2, 3, 0, 0, 0, 200, 100, 50);
        assertEquals(0xff0007, picture.getRGB(0, 0) & 0xffffff);
        assertEquals(0x010203, picture.getRGB(1, 0) & 0xffffff);
        assertEquals(0xc86432, picture.getRGB(1, 1) & 0xffffff);
    }

    @Test
    void twoChannelsAreRedAndGreen() {
        BufferedImage picture = picture(1, 9, 255);
        assertEquals(0x09ff00, picture.getRGB(0, 0) & 0xffffff);
    }
}
