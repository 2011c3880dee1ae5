package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.github.nucleoscope.images.pixels.Area;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleWindowsTest {

    @Test
    void aSmallPlaneIsSeenAsAWhole() {
        assertEquals(List.of(Area.of(700, 1024)), SampleWindows.of(700, 1024));
    }

    /** Up to four times the side of a window nothing is left out. */
    @ParameterizedTest
    @CsvSource({"1025, 300, 2", "2048, 2048, 4", "3000, 4096, 12", "4096, 4096, 16", "20000, 9000, 16"})
    void windowsLieInThePlaneAndReachItsEdges(int width, int height, int count) {
        List<Area> windows = SampleWindows.of(width, height);
        assertEquals(count, windows.size());
        assertEquals(new Area(0, 0, Math.min(width, 1024), Math.min(height, 1024)), windows.get(0));
        assertEquals(width, windows.get(count - 1).right());
        assertEquals(height, windows.get(count - 1).bottom());
        for (int y = 0; y < height && width <= 4096; y += 7) {
            for (int x = 0; x < width; x += 7) {
                int column = x;
                int row = y;
                assertTrue(windows.stream().anyMatch(window -> window.contains(column, row)), x + ", " + y);
            }
        }
    }
}
