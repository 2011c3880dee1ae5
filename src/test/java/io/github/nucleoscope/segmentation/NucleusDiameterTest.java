package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusDiameter.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NucleusDiameterTest {

    @ParameterizedTest
    @CsvSource({"14, 14, PIXELS", "14.5 px, 14.5, PIXELS", "' 20 Pixels', 20, PIXELS", "9.5um, 9.5, MICROMETRES",
        "9.5 \u00b5m, 9.5, MICROMETRES", "10 \u03bcm, 10, MICROMETRES", ".5 microns, 0.5, MICROMETRES"})
    void isReadAsItIsWritten(String text, double value, Unit unit) {
        NucleusDiameter read = NucleusDiameter.parse(text);
        assertEquals(new NucleusDiameter(value, unit), read);
        assertEquals(read, NucleusDiameter.parse(read.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-3", "1e3", "12 mm", "NaN", "0", "10001", "1,5", "3 4", "\u0000", "um"})
    void isRefusedInOneLine(String text) {
        String message = assertThrows(InputException.class, () -> NucleusDiameter.parse(text)).getMessage();
        assertEquals(1, message.lines().count());
        assertTrue(message.contains("diameter"), message);
    }

    @Test
    void anyTextIsReadOrRefused() {
        Random random = new Random(1);
        String letters = "0123456789. \tpixelsumcro\u00b5-+e,";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                NucleusDiameter read = NucleusDiameter.parse(text.toString());
                assertEquals(read, NucleusDiameter.parse(read.toString()), text.toString());
            } catch (InputException e) {
                assertTrue(e.getMessage().contains("diameter"), e.getMessage());
            }
        }
    }

    @Test
    void isConvertedByThePixelSize() {
        assertEquals(20, NucleusDiameter.parse("10um").pixels(new PixelSize(0.5, 0.5, "\u00b5m")), 1e-12);
        // The disc of this diameter has the area of the ellipse that the pixels make of it.
        assertEquals(10, NucleusDiameter.parse("10um").pixels(new PixelSize(0.5, 2, "\u00b5m")), 1e-12);
        assertEquals(10, NucleusDiameter.parse("10").pixels(new PixelSize(0.5, 2, "\u00b5m")), 1e-12);
        assertThrows(InputException.class, () -> NucleusDiameter.parse("10um").pixels(PixelSize.UNCALIBRATED));
    }
}
