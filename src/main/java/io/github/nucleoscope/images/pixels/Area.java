package io.github.nucleoscope.images.pixels;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** A rectangle of pixels; {@code right} and {@code bottom} are exclusive. */
public record Area(int left, int top, int right, int bottom) {

    /** Returns all of a plane. */
    public static Area of(int width, int height) {
        return new Area(0, 0, width, height);
    }

    public int width() {
        return right - left;
    }

    public int height() {
        return bottom - top;
    }

    /** Returns the number of pixels; up to 2^31 - 1. */
    public int size() {
        return Math.multiplyExact(width(), height());
    }

    public boolean contains(int x, int y) {
        return x >= left && x < right && y >= top && y < bottom;
    }

    /**
     * Returns the area with a margin on each side and its start at a multiple of a step, as far as a plane extends.
     *
     * @param width width of the plane
     * @param height height of the plane
     */
    public Area widened(int margin, int step, int width, int height) {
        return new Area(start(left - margin, step), start(top - margin, step), Math.min(width, right + margin),
                Math.min(height, bottom + margin));
    }

    private static int start(int from, int step) {
        return Math.max(0, from) / step * step;
    }

    public Interval interval() {
        return new FinalInterval(new long[] {left, top}, new long[] {right - 1, bottom - 1});
    }
}
