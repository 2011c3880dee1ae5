package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.synthetic.SlideScanner;
import io.github.nucleoscope.synthetic.TissueGenerator;
import io.github.nucleoscope.synthetic.TissueSettings;
import org.junit.jupiter.api.Test;

class WhiteLevelTest {

    private static WhiteLevel.Histogram histogram(int... rgb) {
        WhiteLevel.Histogram histogram = new WhiteLevel.Histogram();
        histogram.add(rgb);
        return histogram;
    }

    @Test
    void isWhatNinetyNineOfAHundredPixelsDoNotExceed() {
        int[] pixels = new int[1000];
        for (int i = 0; i < 1000; i++) {
            pixels[i] = i < 990 ? 0xf0e0d0 - (i % 100) * 0x010101 : 0xffffff;
        }
        assertEquals(List.of(240.0, 224.0, 208.0), histogram(pixels).white().rgb());
        int[] brighter = pixels.clone();
        Arrays.fill(brighter, 0, 10, 0xffffff);
        assertEquals(List.of(255.0, 255.0, 255.0), histogram(brighter).white().rgb());
    }

    /** The scanner draws white as 243, 240, 245; vignetting and noise of a few values are around it. */
    @Test
    void ofADrawnSectionIsThatOfItsGlass() {
        var section = SlideScanner.DEFAULT.scan(TissueGenerator.generate(TissueSettings.DEFAULT, 5), 1);
        WhiteLevel.Histogram histogram = histogram((int[]) section.getProcessor().getPixels());
        assertTrue(histogram.isTransmittedLight());
        List<Double> white = histogram.white().rgb();
        assertEquals(243, white.get(0), 8);
        assertEquals(240, white.get(1), 8);
        assertEquals(245, white.get(2), 8);
    }

    @Test
    void fluorescenceIsNotTransmittedLight() {
        assertFalse(histogram(0x0000ff, 0x000010, 0x001080, 0x100080).isTransmittedLight());
        assertTrue(histogram(0x604080, 0xf0e0f0, 0xd0a0c0).isTransmittedLight());
    }

    @Test
    void anImageWithoutGlassTakesTheExpectedLevel() {
        WhiteLevel expected = new WhiteLevel(List.of(240.0, 240.0, 240.0));
        WhiteLevel dimmer = new WhiteLevel(List.of(200.0, 210.0, 220.0));
        WhiteLevel tissue = new WhiteLevel(List.of(220.0, 150.0, 210.0));
        assertSame(dimmer, dimmer.orIfNoGlass(expected));
        assertSame(expected, tissue.orIfNoGlass(expected));
    }
}
