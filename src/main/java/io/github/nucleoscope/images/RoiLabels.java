package io.github.nucleoscope.images;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Converts ROIs that outline nuclei to label images: label n is the n-th ROI, counted from 1. A composite ROI, with
 * several pieces or holes, is one nucleus. A ROI without a position is on all slices and frames. ROIs that do not
 * outline anything in the image are left out, see {@link #problems}.
 */
public final class RoiLabels {

    private static final int LISTED = 20;

    private enum Problem {
        NO_AREA("left out, no area"),
        OUTSIDE("left out, no pixel of it is in the image"),
        LARGE("left out, much larger than the image"),
        COVERED("left out, covered by earlier ones"),
        OVERLAPPING("overlaps earlier ones, which keep the pixels they share");

        private final String text;

        Problem(String text) {
            this.text = text;
        }
    }

    private record Outline(int number, Roi roi, int z, int t) {}

    private final int width;
    private final int height;
    private final List<Outline> outlines = new ArrayList<>();
    private final Map<Problem, TreeSet<Integer>> problems = new EnumMap<>(Problem.class);

    /** @param image image whose nuclei the ROIs outline */
    public RoiLabels(List<Roi> rois, ImagePlus image) {
        width = image.getWidth();
        height = image.getHeight();
        Rectangle all = new Rectangle(width, height);
        // ImageJ draws the mask of the whole ROI: that of a damaged file could exhaust the memory.
        Rectangle near = new Rectangle(-width, -height, 3 * width, 3 * height);
        for (int i = 0; i < rois.size(); i++) {
            Roi roi = rois.get(i);
            int[] position = RoiMasks.position(roi, image);
            if (!roi.isArea() || roi instanceof TextRoi || roi instanceof ImageRoi) {
                note(Problem.NO_AREA, i + 1);
            } else if (!roi.getBounds().intersects(all) || position[0] > image.getNSlices()
                    || position[1] > image.getNFrames()) {
                note(Problem.OUTSIDE, i + 1);
            } else if (!near.contains(roi.getBounds())) {
                note(Problem.LARGE, i + 1);
            } else {
                outlines.add(new Outline(i + 1, roi, position[0], position[1]));
            }
        }
    }

    private void note(Problem problem, int number) {
        problems.computeIfAbsent(problem, key -> new TreeSet<>()).add(number);
    }

    /**
     * Returns the labels of one plane. Pixels where ROIs overlap belong to the earlier one.
     *
     * @param z slice, from 1
     * @param t frame, from 1
     * @return labels, axes X, Y, in the shape of the image; 0 is background
     */
    public RandomAccessibleInterval<IntType> plane(int z, int t) {
        int[] labels = new int[width * height];
        for (Outline outline : outlines) {
            if ((outline.z == 0 || outline.z == z) && (outline.t == 0 || outline.t == t)) {
                draw(outline, labels);
            }
        }
        return ArrayImgs.ints(labels, width, height);
    }

    private void draw(Outline outline, int[] labels) {
        Rectangle whole = outline.roi.getBounds();
        Rectangle box = whole.intersection(new Rectangle(width, height));
        ImageProcessor mask = outline.roi.getMask();
        int inside = 0;
        int free = 0;
        for (int y = box.y; y < box.y + box.height; y++) {
            for (int x = box.x; x < box.x + box.width; x++) {
                if (mask != null && mask.get(x - whole.x, y - whole.y) == 0) {
                    continue;
                }
                inside++;
                if (labels[y * width + x] == 0) {
                    free++;
                    labels[y * width + x] = outline.number;
                }
            }
        }
        if (inside == 0) {
            note(Problem.OUTSIDE, outline.number);
        } else if (free == 0) {
            note(Problem.COVERED, outline.number);
        } else if (free < inside) {
            note(Problem.OVERLAPPING, outline.number);
        }
    }

    /**
     * Returns problems with ROIs of the planes requested so far: one line per kind of problem, with the ROI numbers.
     */
    public List<String> problems() {
        return problems.entrySet().stream().map(problem -> "ROI " + numbers(problem.getValue()) + ": "
                + problem.getKey().text).toList();
    }

    static String numbers(TreeSet<Integer> numbers) {
        String listed = numbers.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() <= LISTED ? listed : listed + " and " + (numbers.size() - LISTED) + " more";
    }
}
