package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.images.pixels.Area;

/**
 * A part of a plane that is too large to be segmented as a whole.
 *
 * @param own the part
 * @param seen the part with its margin, which is read with it as far as the plane extends
 */
public record Tile(Area own, Area seen) {

    /**
     * Covers a plane, row by row of tiles.
     *
     * @param size size of the tiles, in pixels
     * @param margin margin read beyond each side of a tile, as far as the plane extends
     */
    public static List<Tile> cover(int width, int height, int size, int margin) {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < height; y += size) {
            Area row = new Area(0, y, width, Math.min(height, y + size));
            tiles.addAll(cover(row, size, margin, width, height));
        }
        return tiles;
    }

    /**
     * Covers an area of a plane with a row of tiles.
     *
     * @param size width of the tiles, in pixels
     * @param margin margin read beyond each side of a tile, as far as the plane extends
     */
    public static List<Tile> cover(Area area, int size, int margin, int width, int height) {
        List<Tile> tiles = new ArrayList<>();
        for (int x = area.left(); x < area.right(); x += size) {
            Area own = new Area(x, area.top(), Math.min(area.right(), x + size), area.bottom());
            tiles.add(new Tile(own, own.widened(margin, 1, width, height)));
        }
        return tiles;
    }
}
