package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class RoiClassesTest {

    private static final RoiClasses NONE = new RoiClasses(new TreeMap<>());

    private static Roi saved(Roi roi) throws IOException {
        return new RoiDecoder(RoiEncoder.saveAsByteArray(roi), "a.roi").getRoi();
    }

    /** ImageJ writes properties as UTF-16 and reads them as ISO 8859-1, with escapes: any name must survive twice. */
    @Test
    void anyNamesAndColoursSurviveAFile() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            RoiClasses classes = NONE;
            for (int n = random.nextInt(12); n >= 0; n--) {
                StringBuilder name = new StringBuilder("x").append(n);
                for (int i = random.nextInt(9); i > 0; i--) {
                    int c = random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x20000);
                    name.appendCodePoint(Character.getType(c) == Character.SURROGATE ? '\\' : c);
                }
                classes = classes.with(1 + random.nextInt(255),
                        new RoiClasses.RoiClass(name.toString(), random.nextInt(0x1000000)));
            }
            Roi roi = new Roi(1, 2, 3, 4);
            classes.writeTo(List.of(roi));
            assertEquals(Optional.of(classes), RoiClasses.of(List.of(new Roi(0, 0, 1, 1), saved(saved(roi)))));
        }
        assertEquals(Optional.empty(), RoiClasses.of(List.of(new Roi(0, 0, 1, 1))));
    }

    @Test
    void theLastChangeCounts() throws IOException {
        Roi first = new Roi(1, 2, 3, 4);
        Roi second = new Roi(1, 2, 3, 4);
        assertEquals(0, RoiClasses.lastChange(List.of(first, second)));
        RoiClasses.markChanged(first, 1234567890123L);
        RoiClasses.markChanged(second, 77);
        assertEquals(1234567890123L, RoiClasses.lastChange(List.of(second, saved(first))));
    }

    @Test
    void damagedPropertiesAreRefusedInOneLine() {
        for (String text : List.of("1", "1 FFFFFF", "x FFFFFF a", "1 GG a", "0 000000 a", "256 000000 a",
                "1 -1 a", "1 000000 ", "1 000000 a; 2 000000 a", "1 000000 %zz", "1 000000 a b", "\n\n")) {
            Roi roi = new Roi(0, 0, 1, 1);
            roi.setProperty("nucleoscope_classes", text);
            String message = assertThrows(InputException.class, () -> RoiClasses.of(List.of(roi)))
                    .getMessage();
            assertTrue(message.contains("nucleoscope_classes") && message.lines().count() == 1, message);
        }
        Roi roi = new Roi(0, 0, 1, 1);
        roi.setProperty("nucleoscope_changed", "yesterday");
        assertThrows(InputException.class, () -> RoiClasses.lastChange(List.of(roi)));
    }

    @Test
    void newClassesHaveNamesAndGroupsOfTheirOwn() {
        RoiClasses classes = NONE.withNamed(2, "a").withNamed(1, "a");
        assertEquals("a (1)", classes.byGroup().get(1).name());
        assertEquals(3, classes.lowestFree());
        assertEquals(2, classes.groupOf("a"));
        assertEquals(0, classes.groupOf("b"));
        assertThrows(InputException.class, () -> classes.with(5, new RoiClasses.RoiClass("a", 0)));
        assertThrows(InputException.class, () -> classes.withNamed(256, "b"));
    }

    /** ImageJ's names of groups are the user's, whatever the image; what the annotation wrote is the image's. */
    @Test
    void theNamesOfTheAnnotationComeBeforeThoseOfImageJ() {
        String before = Roi.getGroupNames();
        try {
            Roi.setGroupNames("of another image,second");
            Roi roi = new Roi(0, 0, 5, 5);
            roi.setGroup(1);
            NONE.withNamed(1, "mine").writeTo(List.of(roi));
            Roi other = new Roi(0, 0, 5, 5);
            other.setGroup(2);
            Overlay overlay = new Overlay(roi);
            overlay.add(other);
            assertEquals(Map.of(1, "mine", 2, "second"), RoiGroupNames.of(overlay));
        } finally {
            Roi.setGroupNames(before);
        }
    }
}
