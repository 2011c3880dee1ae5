package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void progressSaysHowLongItTakes() {
        assertEquals("segment: 30 of 240 (12 %), 70 s left", Progress.line("segment", 30, 240, 10));
    }
}
