package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.nucleoscope.nuclei.Crop;
import org.junit.jupiter.api.Test;

class TestPartTest {

    private static final Dataset CROPS = Drawn.withoutImages(3, 2);

    @Test
    void opensOnceAndGivesCropsWithoutClassesToWhatIsMeasured() {
        TestPart part = TestPart.seal(CROPS);
        assertEquals(5, part.size());
        TestPart.Fixed<String> names = crops -> crops.stream().map(Crop::source).toList();
        TestPart.Fixed<String> zeros = crops -> crops.stream().map(crop -> "0").toList();
        TestPart.Opened<String> opened = part.open(List.of(names, zeros));
        assertEquals(CROPS, opened.crops());
        assertEquals(List.of(CROPS.crops().stream().map(crop -> crop.crop().source()).toList(),
                List.of("0", "0", "0", "0", "0")), opened.answers());
        assertThrows(IllegalStateException.class, () -> part.open(List.of(names)));
    }

    @Test
    void anAttemptThatFailedWasAnOpeningToo() {
        TestPart part = TestPart.seal(CROPS);
        TestPart.Fixed<String> tooFew = crops -> List.of("0");
        assertThrows(IllegalStateException.class, () -> part.open(List.of(tooFew)));
        assertThrows(IllegalStateException.class, () -> part.open(List.of()));
    }

    /** Other packages can see the number of crops, and open it: nothing else. */
    @Test
    void nothingElseIsPublic() {
        assertEquals(Set.of("seal", "size", "open"), Arrays.stream(TestPart.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())).map(Method::getName)
                .collect(Collectors.toSet()));
    }
}
