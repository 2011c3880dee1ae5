package io.github.nucleoscope.fiji.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ij.Macro;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {

    @Test
    void keysAndValues() {
        assertEquals(Map.of(), MacroOptions.parse("  "));
        assertEquals(Map.of("a", "1", "b_c", "x=y", "d", "true", "e", ""), MacroOptions.parse("a=1 b_c=x=y  d e= "));
        assertEquals(Map.of("path", "/a b/c [d] e", "q", "it is"), MacroOptions.parse("path=[/a b/c [d] e] q='it is'"));
        assertEquals(Map.of("file", ""), MacroOptions.parse("file=[]"));
    }

    @Test
    void whatIsNotClosedOrTwiceIsRefused() {
        for (String wrong : List.of("a=[b c", "a=[b [c]", "a='b c")) {
            String message = assertThrows(InputException.class, () -> MacroOptions.parse(wrong)).getMessage();
            assertTrue(message.contains("'a'") && message.contains("does not end"), message);
        }
        assertTrue(assertThrows(InputException.class, () -> MacroOptions.parse("a=1 a=2")).getMessage()
                .contains("'a' is given twice"));
    }

    /** ImageJ's own reader is right where no key is the end of another. */
    @Test
    void agreesWithImageJ() {
        Random random = new Random(1);
        List<String> keys = List.of("alpha", "beta", "gamma", "delta");
        List<String> values = List.of("1", "-2.5", "true", "a b", "/x y/z [1].tif", "=", "", "x=y beta2");
        for (int i = 0; i < 1000; i++) {
            Map<String, String> expected = new LinkedHashMap<>();
            StringBuilder options = new StringBuilder();
            for (String key : keys) {
                if (random.nextBoolean()) {
                    String value = values.get(random.nextInt(values.size()));
                    expected.put(key, value);
                    options.append(key).append('=').append(value.isEmpty() || value.contains(" ")
                            ? "[" + value + "]" : value).append(" ".repeat(1 + random.nextInt(2)));
                }
            }
            Map<String, String> read = MacroOptions.parse(options.toString());
            assertEquals(expected, read);
            read.forEach((key, value) -> assertEquals(Macro.getValue(options.toString(), key, null), value));
        }
    }

    /** Any text is either read or refused in one line. */
    @Test
    void anyTextIsReadOrRefused() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append("ab=[]' ".charAt(random.nextInt(7)));
            }
            try {
                MacroOptions.parse(text.toString()).values().forEach(value -> assertTrue(text.indexOf(value) >= 0
                        || value.equals("true")));
            } catch (InputException e) {
                assertEquals(1, e.getMessage().lines().count(), text.toString());
            }
        }
    }

    @Test
    void theNearestKey() {
        List<String> keys = List.of("min_area", "max_area", "blur_sigma", "channel");
        assertEquals("min_area", Nearest.to("minsize", keys));
        assertEquals("max_area", Nearest.to("MaxArea", keys));
        assertEquals("channel", Nearest.to("chanel", keys));
    }
}
