package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;

/** Windows of a large plane, spread evenly, in which is measured what takes too long to measure in all of it. */
public final class SampleWindows {

    /** Windows across and down, at most. */
    private static final int MOST = 4;

    /** Width and height of a window in pixels. */
    private static final int WINDOW = 1024;

    private SampleWindows() {}

    /** Returns the windows of a plane, row by row: all of it if it is small. */
    public static List<Area> of(int width, int height) {
        List<Area> windows = new ArrayList<>();
        for (int top : starts(height)) {
            for (int left : starts(width)) {
                windows.add(new Area(left, top, Math.min(width, left + WINDOW), Math.min(height, top + WINDOW)));
            }
        }
        return windows;
    }

    private static int[] starts(int length) {
        int count = Math.min(MOST, (length + WINDOW - 1) / WINDOW);
        return IntStream.range(0, count)
                .map(i -> count == 1 ? 0 : (int) ((long) (length - WINDOW) * i / (count - 1))).toArray();
    }
}
