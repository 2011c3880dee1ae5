package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Nucleus;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class SliceStitchingTest {

    private static final int WIDTH = 24;
    private static final int HEIGHT = 18;

    private static SegmentedPlane plane(int[] labels, int z, int t) {
        return SegmentedPlane.of(new Plane(ArrayImgs.bytes(WIDTH, labels.length / WIDTH), z, t,
                Colour.LUMINANCE),
                ArrayImgs.ints(labels, WIDTH, labels.length / WIDTH));
    }

    private static int[] labels(SegmentedPlane plane) {
        List<Integer> labels = new ArrayList<>();
        for (IntType label : Views.flatIterable(plane.labels())) {
            labels.add(label.get());
        }
        return labels.stream().mapToInt(k -> k).toArray();
    }

    private static int[] drawn(int[]... boxes) {
        int[] labels = new int[WIDTH * HEIGHT];
        for (int k = 0; k < boxes.length; k++) {
            int[] box = boxes[k];
            for (int y = box[1]; y < Math.min(HEIGHT, box[1] + box[3]); y++) {
                for (int x = box[0]; x < Math.min(WIDTH, box[0] + box[2]); x++) {
                    labels[y * WIDTH + x] = k + 1;
                }
            }
        }
        return labels;
    }

    /** The labels in a slice at the corners of the boxes that were drawn. */
    private static List<Integer> at(SegmentedPlane plane, int[]... boxes) {
        int[] labels = labels(plane);
        return Arrays.stream(boxes).map(box -> labels[box[1] * WIDTH + box[0]]).toList();
    }

    @Test
    void aNucleusKeepsItsLabelWhileItGoesOn() {
        int[] one = {2, 2, 6, 6};
        int[] moved = {3, 2, 6, 6};
        int[] two = {12, 4, 5, 5};
        int[] far = {18, 12, 5, 5};
        SliceStitching stitching = new SliceStitching();
        assertEquals(List.of(1, 2), at(stitching.next(plane(drawn(one, two), 1, 1)), one, two));
        // The other is numbered first here; a new one comes.
        assertEquals(List.of(2, 1, 3), at(stitching.next(plane(drawn(two, moved, far), 2, 1)), two, moved, far));
        assertEquals(List.of(1), at(stitching.next(plane(drawn(moved), 3, 1)), moved));
        assertEquals(List.of(), at(stitching.next(plane(drawn(), 4, 1))));
        // After a gap it is another one: only neighbouring slices are compared.
        SegmentedPlane last = stitching.next(plane(drawn(moved, two), 5, 1));
        assertEquals(List.of(4, 5), at(last, moved, two));
        assertEquals(List.of(4, 5), last.nuclei().stream().map(Nucleus::label).toList());
        assertEquals(5, stitching.count());
    }

    /** Boxes of 8x4 pixels, moved: 4 of 12 columns shared is 1/3; 3 of 13 is 0.23, less than a quarter. */
    @Test
    void aQuarterOfTheUnionIsEnough() {
        int[] box = {2, 2, 8, 4};
        int[] near = {6, 2, 8, 4};
        int[] far = {7, 2, 8, 4};
        for (int[] next : List.of(near, far)) {
            SliceStitching stitching = new SliceStitching();
            stitching.next(plane(drawn(box), 1, 1));
            assertEquals(List.of(next == near ? 1 : 2), at(stitching.next(plane(drawn(next), 2, 1)), next));
        }
    }

    /** Both halves of a divided nucleus overlap it: the larger one has its label, the other a new one. */
    @Test
    void aLabelIsOnOneNucleusOfASlice() {
        int[] whole = {2, 2, 10, 8};
        int[] small = {2, 2, 4, 8};
        int[] large = {7, 2, 5, 8};
        SliceStitching stitching = new SliceStitching();
        stitching.next(plane(drawn(whole), 1, 1));
        assertEquals(List.of(2, 1), at(stitching.next(plane(drawn(small, large), 2, 1)), small, large));
    }

    @Test
    void eachFrameBeginsAnew() {
        int[] box = {2, 2, 6, 6};
        int[] other = {12, 4, 5, 5};
        SliceStitching stitching = new SliceStitching();
        stitching.next(plane(drawn(box, other), 1, 1));
        assertEquals(List.of(1), at(stitching.next(plane(drawn(other), 1, 2)), other));
        assertEquals(3, stitching.count());
    }

    @Test
    void slicesHaveOneSize() {
        SliceStitching stitching = new SliceStitching();
        stitching.next(plane(drawn(), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> stitching.next(plane(new int[WIDTH], 2, 1)));
    }

    /** Boxes over one another at random, through eight slices; labels with gaps between them. */
    @Test
    void randomStacksAgreeWithBruteForce() {
        Random random = new Random(12);
        for (int round = 0; round < 60; round++) {
            SliceStitching stitching = new SliceStitching();
            int[] before = null;
            int used = 0;
            for (int z = 1; z <= 8; z++) {
                int[][] boxes = new int[random.nextInt(9)][];
                for (int k = 0; k < boxes.length; k++) {
                    boxes[k] = new int[] {2 * random.nextInt(10), 2 * random.nextInt(7), 2 + random.nextInt(8),
                        2 + random.nextInt(8)};
                }
                int[] here = Arrays.stream(drawn(boxes)).map(k -> 3 * k).toArray();
                int[] expected = twin(before, here, used);
                SegmentedPlane plane = plane(here, z, 1);
                SegmentedPlane stitched = stitching.next(plane);
                assertArrayEquals(expected, labels(stitched), round + " " + z);
                assertEquals(SegmentedPlane.of(plane.plane(), ArrayImgs.ints(expected, WIDTH, HEIGHT)).nuclei().stream()
                        .map(n -> List.of(n.label(), n.x(), n.y(), n.area())).toList(), stitched.nuclei().stream()
                        .map(n -> List.of(n.label(), n.x(), n.y(), n.area())).toList());
                used = Math.max(used, Arrays.stream(expected).max().getAsInt());
                before = expected;
            }
            assertEquals(used, stitching.count());
        }
    }

    /** The best pair of all labels that are left, again and again. */
    private static int[] twin(int[] before, int[] here, int used) {
        int[] result = new int[here.length];
        int[] left = Arrays.stream(here).filter(k -> k > 0).distinct().sorted().toArray();
        int[] old = before == null ? new int[0]
                : Arrays.stream(before).filter(k -> k > 0).distinct().sorted().toArray();
        int[] name = new int[left.length];
        boolean[] gone = new boolean[old.length];
        while (true) {
            double best = 0;
            int a = -1;
            int b = -1;
            for (int i = 0; i < old.length; i++) {
                for (int j = 0; j < left.length; j++) {
                    double iou = gone[i] || name[j] > 0 ? 0 : iou(before, old[i], here, left[j]);
                    if (iou > best) {
                        best = iou;
                        a = i;
                        b = j;
                    }
                }
            }
            if (best < 0.25) {
                break;
            }
            gone[a] = true;
            name[b] = old[a];
        }
        int next = used;
        for (int j = 0; j < left.length; j++) {
            name[j] = name[j] > 0 ? name[j] : ++next;
        }
        for (int i = 0; i < here.length; i++) {
            result[i] = here[i] == 0 ? 0 : name[Arrays.binarySearch(left, here[i])];
        }
        return result;
    }

    private static double iou(int[] one, int a, int[] other, int b) {
        int both = 0;
        int any = 0;
        for (int i = 0; i < one.length; i++) {
            both += one[i] == a && other[i] == b ? 1 : 0;
            any += one[i] == a || other[i] == b ? 1 : 0;
        }
        return both / (double) any;
    }
}
