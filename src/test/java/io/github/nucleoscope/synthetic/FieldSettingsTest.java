package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "63  | 512 | 1     | 0.5  | 0.3 | field of 63 x 512 pixels is too small: make it 64 x 64 or larger",
        "512 | 0   | 1     | 0.5  | 0.3 | field of 512 x 0 pixels is too small: make it 64 x 64 or larger",
        "512 | 512 | 0     | 0.5  | 0.3 | the number of nuclei, 0, is not between 1 and 65535",
        "512 | 512 | 65536 | 0.5  | 0.3 | the number of nuclei, 65536, is not between 1 and 65535",
        "512 | 512 | 1     | -0.1 | 0.3 | clumped fraction -0.1 is not between 0 and 1",
        "512 | 512 | 1     | NaN  | 0.3 | clumped fraction NaN is not between 0 and 1",
        "512 | 512 | 1     | 0.5  | 1.5 | touching fraction 1.5 is not between 0 and 1"})
    void refusesWhatCannotBeDrawn(int width, int height, int nuclei, double clumped, double touching, String message) {
        InputException e = assertThrows(InputException.class,
                () -> new FieldSettings(width, height, nuclei, clumped, touching));
        assertEquals(message, e.getMessage());
    }
}
