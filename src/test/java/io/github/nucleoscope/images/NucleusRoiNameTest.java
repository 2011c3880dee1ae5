package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.nucleoscope.images.NucleusRoiName.Classified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NucleusRoiNameTest {

    private static final int NAMES = 20_000;

    /** Parts of class names: everything that could be mistaken for the label or the confidence, and more. */
    private static final List<String> PIECES = List.of("a", "B", "mitotic", " ", "  ", "0", "1", "12", "0.5", "1.00",
            "0.50", " 0.50", "-", "_", "[", "]", "(", ")", "{", "}", "+", "/", "\\", "$1", ".", ",", ";", "%", "%s",
            "\u00e4", "\u00df", "\u03b3H2AX", "\u7d30\u80de", "\uD83E\uDDEC", "\u00a0", "\t", "\n", "\r\n", "\"", "'");

    private static String className(Random random) {
        StringBuilder name = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return name.toString();
    }

    /** Few digits and many, up to the largest label that there is. */
    private static int label(Random random) {
        return 1 + random.nextInt(Integer.MAX_VALUE >>> random.nextInt(31));
    }

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(1);
        for (int i = 0; i < NAMES; i++) {
            int label = label(random);
            String className = className(random);
            // 0.000 to 1.000, as probabilities are doubles in between.
            double confidence = random.nextInt(1001) / 1000.0;
            String text = NucleusRoiName.of(label, className, confidence).text();
            double rounded = BigDecimal.valueOf(confidence).setScale(2, RoundingMode.HALF_UP).doubleValue();
            assertEquals(Optional.of(NucleusRoiName.of(label, className, rounded)), NucleusRoiName.parse(text), text);
            assertEquals(text, NucleusRoiName.of(label, className, rounded).text());
            assertEquals(Optional.of(NucleusRoiName.of(label)),
                    NucleusRoiName.parse(NucleusRoiName.of(label).text()), String.valueOf(label));
        }
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Random random = new Random(2);
        int read = 0;
        for (int i = 0; i < NAMES; i++) {
            String text = (random.nextBoolean() ? label(random) + " " : "") + className(random)
                    + (random.nextBoolean() ? String.format(Locale.ROOT, " %.2f", 1.2 * random.nextDouble()) : "");
            Optional<NucleusRoiName> name = NucleusRoiName.parse(text);
            if (name.isPresent()) {
                assertEquals(text, name.get().text());
                read++;
            }
        }
        // A quarter has both ends, and five sixths of the confidences are probabilities.
        assertEquals(NAMES * 5 / 24, read, NAMES / 20.0);
    }

    /** The pattern by which earlier versions recognised the names that they wrote. */
    @Test
    void whatEarlierVersionsReadIsReadAlike() {
        Pattern earlier = Pattern.compile("(\\d+) (.*\\S) [01]\\.\\d\\d");
        Random random = new Random(3);
        for (int i = 0; i < NAMES; i++) {
            String text = String.format(Locale.ROOT, "%d %s %.2f", label(random), className(random),
                    random.nextDouble());
            Matcher matcher = earlier.matcher(text);
            if (matcher.matches()) {
                NucleusRoiName name = NucleusRoiName.parse(text).orElseThrow();
                assertEquals(matcher.group(1), String.valueOf(name.label()));
                assertEquals(matcher.group(2), name.classified().orElseThrow().className());
            }
        }
    }

    @Test
    void namesAreWrittenWithAPointWhateverTheLanguage() {
        Locale before = Locale.getDefault();
        try {
            for (String language : List.of("de-DE", "ar-EG-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertEquals("2147483647 fine, round 0.88",
                        NucleusRoiName.of(Integer.MAX_VALUE, "fine, round", 0.875).text());
                assertEquals("1", NucleusRoiName.of(1).text());
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "my nucleus", "0001-0023-0456", "0", "-3", "007 fine 0.50", "1 fine", "1 0.50",
        "1 fine 0.5", "1 fine 0,50", "1 fine 1.01", "1 fine 0.50 ", " 1 fine 0.50", "1  0.50", "2147483648",
        "2147483648 fine 0.50", "\u0661 fine 0.50", "1 fine NaN"})
    void namesOfOthersAreNotRead(String text) {
        assertEquals(Optional.empty(), NucleusRoiName.parse(text));
    }

    @Test
    void namesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> NucleusRoiName.of(0));
        assertThrows(IllegalArgumentException.class, () -> new Classified("", 0.5));
        assertThrows(IllegalArgumentException.class, () -> new Classified("fine", 1.001));
        assertThrows(IllegalArgumentException.class, () -> new Classified("fine", Double.NaN));
    }
}
