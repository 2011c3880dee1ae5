package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a plane, and the larger part that is read with it. In pixels of the plane; the ends, {@code toX},
 * {@code toY}, {@code right} and {@code bottom}, are exclusive.
 *
 * @param fromX first column of the tile
 * @param left first column including the margin
 */
record Tile(int fromX, int fromY, int toX, int toY, int left, int top, int right, int bottom) {

    /**
     * Covers a plane, row by row of tiles.
     *
     * @param size size of the tiles, in pixels
     * @param margin margin read beyond each side of a tile, as far as the plane extends
     */
    static List<Tile> cover(int width, int height, int size, int margin) {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < height; y += size) {
            for (int x = 0; x < width; x += size) {
                tiles.add(new Tile(x, y, Math.min(width, x + size), Math.min(height, y + size),
                        Math.max(0, x - margin), Math.max(0, y - margin), Math.min(width, x + size + margin),
                        Math.min(height, y + size + margin)));
            }
        }
        return tiles;
    }

    int seenWidth() {
        return right - left;
    }

    boolean contains(int x, int y) {
        return x >= fromX && x < toX && y >= fromY && y < toY;
    }
}
