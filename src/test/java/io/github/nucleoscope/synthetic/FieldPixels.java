package io.github.nucleoscope.synthetic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.IntArray;

/** The pixels of a synthetic field as plain arrays, row by row. */
final class FieldPixels {

    private FieldPixels() {}

    /** Grey values 0 to 255. */
    static int[] image(SyntheticField field) {
        byte[] bytes = ((ByteArray) ((ArrayImg<?, ?>) field.image()).update(null)).getCurrentStorageArray();
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

    static int[] labels(SyntheticField field) {
        return ((IntArray) ((ArrayImg<?, ?>) field.labels()).update(null)).getCurrentStorageArray();
    }

    /** Number of pixels that are 4-connected to a pixel within its label; no label may reach the border. */
    static int region(int[] labels, int width, int x, int y) {
        boolean[] seen = new boolean[labels.length];
        Deque<Integer> open = new ArrayDeque<>();
        int start = y * width + x;
        open.add(start);
        seen[start] = true;
        int count = 0;
        while (!open.isEmpty()) {
            int pixel = open.remove();
            count++;
            for (int neighbour : new int[] {pixel - 1, pixel + 1, pixel - width, pixel + width}) {
                if (!seen[neighbour] && labels[neighbour] == labels[start]) {
                    seen[neighbour] = true;
                    open.add(neighbour);
                }
            }
        }
        return count;
    }

    /** How many pairs of nuclei have pixels side by side; no label may reach the border. */
    static int touchingPairs(int[] labels, int width) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int i = 0; i < labels.length - width; i++) {
            for (int neighbour : new int[] {i + 1, i + width}) {
                if (labels[i] > 0 && labels[neighbour] > 0 && labels[i] != labels[neighbour]) {
                    pairs.add(List.of(Math.min(labels[i], labels[neighbour]), Math.max(labels[i], labels[neighbour])));
                }
            }
        }
        return pairs.size();
    }
}
