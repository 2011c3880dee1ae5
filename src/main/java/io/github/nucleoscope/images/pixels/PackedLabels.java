package io.github.nucleoscope.images.pixels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.IntAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.CellImg;
import net.imglib2.img.list.ListImg;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Fraction;

/**
 * A large label image in a quarter of the memory: square cells of {@value #CELL} pixels, each with a table of its
 * labels, and one byte per pixel that is an index into the table. A cell with more than 255 labels has two bytes per
 * pixel, an empty one none. Not thread-safe while labels are set.
 */
public final class PackedLabels {

    /** Side of a cell in pixels. */
    private static final int CELL = 256;

    /** The pixels of a cell, row by row. */
    private static final class Pixels implements IntAccess {
        private final int size;

        /** The labels; entry 0 is background. */
        private int[] table = {0};
        private byte[] bytes;
        private char[] chars;

        Pixels(int size) {
            this.size = size;
        }

        @Override
        public int getValue(int index) {
            return table[place(index)];
        }

        private int place(int index) {
            return bytes != null ? bytes[index] & 0xff : chars != null ? chars[index] : 0;
        }

        @Override
        public void setValue(int index, int label) {
            if (getValue(index) == label) {
                return;
            }
            int place = 0;
            // The next label is usually the one written last.
            for (int k = table.length - 1; k > 0 && place == 0; k--) {
                place = table[k] == label && label != 0 ? k : 0;
            }
            if (place == 0 && label != 0) {
                place = table.length;
                table = Arrays.copyOf(table, place + 1);
                table[place] = label;
            }
            if (bytes == null && chars == null) {
                bytes = new byte[size];
            }
            if (place > 255 && chars == null) {
                chars = new char[size];
                for (int i = 0; i < size; i++) {
                    chars[i] = (char) (bytes[i] & 0xff);
                }
                bytes = null;
            }
            if (chars != null) {
                chars[index] = (char) place;
            } else {
                bytes[index] = (byte) place;
            }
        }
    }

    private final int columns;
    private final int width;
    private final int height;
    private final List<Cell<Pixels>> cells = new ArrayList<>();

    /**
     * Creates an image that is all background.
     *
     * @param width in pixels, 1 or more
     * @param height in pixels, 1 or more
     */
    public PackedLabels(int width, int height) {
        this.width = width;
        this.height = height;
        this.columns = (width + CELL - 1) / CELL;
        for (int y = 0; y < height; y += CELL) {
            for (int x = 0; x < width; x += CELL) {
                int w = Math.min(CELL, width - x);
                int h = Math.min(CELL, height - y);
                cells.add(new Cell<>(new int[] {w, h}, new long[] {x, y}, new Pixels(w * h)));
            }
        }
    }

    /** Returns the label of a pixel of the image; 0 is background. */
    public int get(int x, int y) {
        return pixels(x, y).getValue(index(x, y));
    }

    /** Sets the label of a pixel of the image; 0 is background. */
    public void set(int x, int y, int label) {
        pixels(x, y).setValue(index(x, y), label);
    }

    private Pixels pixels(int x, int y) {
        return cells.get(y / CELL * columns + x / CELL).getData();
    }

    private int index(int x, int y) {
        return y % CELL * Math.min(CELL, width - x / CELL * CELL) + x % CELL;
    }

    /**
     * Replaces labels without visiting the pixels.
     *
     * @param names for each label from 1 on, the new one; 0 for background
     */
    public void rename(int[] names) {
        for (Cell<Pixels> cell : cells) {
            int[] table = cell.getData().table;
            for (int k = 1; k < table.length; k++) {
                table[k] = names[table[k]];
            }
        }
    }

    /** Returns the label image, axes X, Y. Not a copy: labels set later show in it. */
    public Img<IntType> image() {
        CellGrid grid = new CellGrid(new long[] {width, height}, new int[] {CELL, CELL});
        ListImg<Cell<Pixels>> list = new ListImg<>(cells, grid.getGridDimensions());
        CellImg<IntType, Pixels> image = new CellImg<>(null, grid, list, new Fraction());
        image.setLinkedType(new IntType(image));
        return image;
    }
}
