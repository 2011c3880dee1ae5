package io.github.nucleoscope.segmentation;

import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;

/** Windows of a large plane, spread evenly, in which is measured what takes too long to measure in all of it. */
public final class SampleWindows {

    /** Windows across and down. */
    private static final int WINDOWS = 4;

    /** Width and height of a window in pixels. */
    private static final int WINDOW = 1024;

    private SampleWindows() {}

    /** Returns the windows of a plane, row by row; in a small one they overlap. */
    public static List<Area> of(int width, int height) {
        return IntStream.range(0, WINDOWS * WINDOWS).mapToObj(i -> {
            int left = start(width, i % WINDOWS);
            int top = start(height, i / WINDOWS);
            return new Area(left, top, Math.min(width, left + WINDOW), Math.min(height, top + WINDOW));
        }).toList();
    }

    private static int start(int length, int window) {
        return (int) ((long) Math.max(0, length - WINDOW) * window / (WINDOWS - 1));
    }
}
