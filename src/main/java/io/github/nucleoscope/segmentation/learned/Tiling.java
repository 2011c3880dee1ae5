package io.github.nucleoscope.segmentation.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * Division of an axis into overlapping windows of equal length, so that each pixel is at least a margin away from
 * the ends of a window, except at the ends of the axis itself. All windows start at multiples of a step.
 *
 * @param length length of the axis, a multiple of the step
 * @param window length of each window, at most that of the axis, a multiple of the step
 * @param margin margin, a multiple of the step; windows are longer than two of them
 * @param step factor by which the network subsamples
 */
record Tiling(int length, int window, int margin, int step) {

    Tiling {
        if (window > length || window < length && window <= 2 * margin || length % step != 0 || window % step != 0
                || margin % step != 0) {
            throw new IllegalArgumentException("windows of " + window + " pixels with margins of " + margin
                    + " in steps of " + step + " for an axis of " + length);
        }
    }

    /**
     * Returns the tiling with the fewest windows not longer than a limit, each as short as possible.
     *
     * @param length length of the axis, a multiple of the step
     * @param longest longest window, longer than two margins and a multiple of the step; an axis may be shorter
     */
    static Tiling of(int length, int longest, int margin, int step) {
        if (length <= longest) {
            return new Tiling(length, length, margin, step);
        }
        int overlap = 2 * margin;
        int count = (length - overlap + longest - overlap - 1) / (longest - overlap);
        int least = (length + (count - 1) * overlap + count - 1) / count;
        return new Tiling(length, (least + step - 1) / step * step, margin, step);
    }

    /** Returns the number of windows. */
    int count() {
        return window == length ? 1 : (length - 2 * margin + window - 2 * margin - 1) / (window - 2 * margin);
    }

    /** A window, and the range of its pixels that are used: all in coordinates of the axis. */
    record Window(int start, int from, int to) {}

    List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        int from = 0;
        while (from < length) {
            int start = Math.min(Math.max(0, from - margin), length - window);
            int to = start + window == length ? length : start + window - margin;
            windows.add(new Window(start, from, to));
            from = to;
        }
        return windows;
    }
}
