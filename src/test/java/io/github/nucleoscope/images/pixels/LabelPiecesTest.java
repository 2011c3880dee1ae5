package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class LabelPiecesTest {

    private static LabelPieces of(int width, int... labels) {
        return LabelPieces.of(ArrayImgs.ints(labels, width, labels.length / width));
    }

    @Test
    void piecesOfOneLabelTouchAtCornersToo() {
        assertEquals(new LabelPieces(0, 0), of(2, 0, 0, 0, 0));
        assertEquals(new LabelPieces(1, 1), of(2, 5, 0, 0, 5));
        assertEquals(new LabelPieces(2, 2), of(2, 5, 6, 6, 5));
        assertEquals(new LabelPieces(1, 2), of(3, 5, 0, 5));
        // A bowl: its two sides meet only in the last row.
        assertEquals(new LabelPieces(1, 1), of(3, 5, 0, 5, 5, 0, 5, 5, 5, 5));
    }

    @Test
    void randomImagesGiveWhatAFloodFromEachPixelGives() {
        Random random = new Random(3);
        for (int image = 0; image < 200; image++) {
            int width = 1 + random.nextInt(12);
            int height = 1 + random.nextInt(12);
            int[] labels = random.ints((long) width * height, 0, 4).toArray();
            assertEquals(flooded(labels, width), of(width, labels).pieces(), Arrays.toString(labels));
            assertEquals(Arrays.stream(labels).filter(label -> label != 0).distinct().count(),
                    of(width, labels).labels());
        }
    }

    private static int flooded(int[] labels, int width) {
        boolean[] seen = new boolean[labels.length];
        int pieces = 0;
        for (int start = 0; start < labels.length; start++) {
            if (labels[start] == 0 || seen[start]) {
                continue;
            }
            pieces++;
            Deque<Integer> open = new ArrayDeque<>();
            open.add(start);
            seen[start] = true;
            while (!open.isEmpty()) {
                int at = open.remove();
                for (int other = 0; other < labels.length; other++) {
                    boolean touches = Math.abs(at % width - other % width) <= 1
                            && Math.abs(at / width - other / width) <= 1;
                    if (touches && !seen[other] && labels[other] == labels[at]) {
                        seen[other] = true;
                        open.add(other);
                    }
                }
            }
        }
        return pieces;
    }

    @Test
    void aMaskAndAGreyImageAreNoLabelImages() {
        assertEquals(Optional.empty(), new LabelPieces(0, 0).warning());
        assertEquals(Optional.empty(), new LabelPieces(20, 31).warning());
        assertTrue(new LabelPieces(1, 40).warning().orElseThrow().text().startsWith("its one label is in 40 pieces"));
        assertTrue(new LabelPieces(200, 9000).warning().orElseThrow().text()
                .startsWith("its 200 labels are in 9000 pieces"));
    }
}
