package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorShapeTest {

    @Test
    void readsWhatItPrints() {
        TensorShape shape = new TensorShape(48, 64, 3);
        assertEquals("48x64x3", shape.toString());
        assertEquals(shape, TensorShape.parse("48x64x3"));
        assertEquals(new TensorShape(48, 64, 1), TensorShape.parse(" 48x64 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "64x", "x64x1", "64x64x1x1", "64,64,1", "-1x64x1", "64x64x", "123456x1x1",
        "0x64x1", "64x0x1", "64x64x0"})
    void refusesWhatIsNoShape(String text) {
        InputException e = assertThrows(InputException.class, () -> TensorShape.parse(text));
        assertTrue(e.getMessage().contains("shape"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
