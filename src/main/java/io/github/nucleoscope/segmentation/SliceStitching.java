package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Stitches the labels of a stack that was segmented slice by slice: a nucleus takes the label of the nucleus in the
 * previous slice that it overlaps, with an intersection over union of at least {@value #THRESHOLD}. This follows
 * Cellpose's {@code stitch_threshold} (Stringer, Wang, Michaelos and Pachitariu, "Cellpose: a
 * generalist algorithm for cellular segmentation", Nature Methods 18 (2021), 100-106, "3D segmentation"), and its
 * threshold; but pairs are matched one to one, best first, so that no two nuclei of a slice share a label.
 *
 * <p>Slices are given one after the other; only the previous one is kept. Each frame starts again with label 1.
 */
public final class SliceStitching {

    /** Smallest intersection over union of a nucleus in two consecutive slices. */
    public static final double THRESHOLD = 0.25;

    /** Overlapping nuclei of two slices; labels in either slice. */
    private record Pair(int before, int here, double iou) {}

    /** There is only one slice, and so nothing to stitch. */
    public record OneSlice() implements Problem {

        @Override
        public String text() {
            return "it has only one slice, so no labels were stitched; if its frames are really slices, correct that";
        }

        @Override
        public Optional<Correction> correction() {
            return Optional.of(Correction.IMAGE_PROPERTIES);
        }
    }

    private SegmentedPlane before;
    private int labels;
    private int ofEarlierFrames;

    /**
     * Returns the next slice with the labels of the stack. New labels are numbered on, in the order of the slice's own.
     *
     * @param plane slice after the previous one, of the same size; or the first one of a frame
     * @return the same nuclei, ordered by their new labels
     * @throws IllegalArgumentException if the sizes differ
     */
    public SegmentedPlane next(SegmentedPlane plane) {
        if (before != null && before.plane().t() != plane.plane().t()) {
            before = null;
            ofEarlierFrames += labels;
            labels = 0;
        }
        Map<Integer, Integer> names = before == null ? new HashMap<>() : matches(plane);
        for (Nucleus nucleus : plane.nuclei()) {
            if (!names.containsKey(nucleus.label())) {
                names.put(nucleus.label(), ++labels);
            }
        }
        int[] nameOf = new int[1 + names.keySet().stream().mapToInt(Integer::intValue).max().orElse(0)];
        names.forEach((label, name) -> nameOf[label] = name);
        RandomAccessibleInterval<IntType> renamed = Converters.convert(plane.labels(),
                (label, name) -> name.set(nameOf[label.get()]), new IntType());
        List<Nucleus> nuclei = plane.nuclei().stream().map(nucleus -> new Nucleus(names.get(nucleus.label()),
                nucleus.mask(), nucleus.x(), nucleus.y(), nucleus.area(), nucleus.mean()))
                .sorted(Comparator.comparingInt(Nucleus::label)).toList();
        before = new SegmentedPlane(plane.plane(), renamed, nuclei, plane.diameter(), plane.leftOut(), plane.notes());
        return before;
    }

    /** Returns the number of nuclei in all slices and frames so far, each counted once. */
    public int count() {
        return ofEarlierFrames + labels;
    }

    /** For labels of this slice that continue one of the previous slice, the label in the stack. */
    private Map<Integer, Integer> matches(SegmentedPlane plane) {
        List<Pair> pairs = pairs(plane);
        pairs.sort(Comparator.comparingDouble(Pair::iou).reversed().thenComparingInt(Pair::before)
                .thenComparingInt(Pair::here));
        Map<Integer, Integer> names = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!names.containsKey(pair.here) && taken.add(pair.before)) {
                names.put(pair.here, pair.before);
            }
        }
        return names;
    }

    private List<Pair> pairs(SegmentedPlane plane) {
        if (!Arrays.equals(before.labels().dimensionsAsLongArray(), plane.labels().dimensionsAsLongArray())) {
            throw new IllegalArgumentException("slices of shapes "
                    + Arrays.toString(before.labels().dimensionsAsLongArray()) + " and "
                    + Arrays.toString(plane.labels().dimensionsAsLongArray()) + " are not of one stack");
        }
        Map<Long, Integer> shared = new LinkedHashMap<>();
        Cursor<IntType> above = Views.flatIterable(before.labels()).cursor();
        // Counted in runs, as most pixels have the same two labels as the previous one.
        long pair = 0;
        int run = 0;
        for (IntType label : Views.flatIterable(plane.labels())) {
            int one = above.next().get();
            long here = one == 0 || label.get() == 0 ? 0 : (long) one << Integer.SIZE | label.get();
            if (here != pair) {
                shared.merge(pair, run, Integer::sum);
                pair = here;
                run = 0;
            }
            run++;
        }
        shared.merge(pair, run, Integer::sum);
        shared.remove(0L);
        Map<Integer, Integer> areasBefore = areas(before);
        Map<Integer, Integer> areas = areas(plane);
        List<Pair> pairs = new ArrayList<>();
        shared.forEach((both, pixels) -> {
            int one = (int) (both >>> Integer.SIZE);
            int other = both.intValue();
            double iou = pixels / (double) (areasBefore.get(one) + areas.get(other) - pixels);
            if (iou >= THRESHOLD) {
                pairs.add(new Pair(one, other, iou));
            }
        });
        return pairs;
    }

    private static Map<Integer, Integer> areas(SegmentedPlane plane) {
        Map<Integer, Integer> areas = new HashMap<>();
        plane.nuclei().forEach(nucleus -> areas.put(nucleus.label(), nucleus.area()));
        return areas;
    }
}
