package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Halving;
import io.github.nucleoscope.images.pixels.LabelEnlargement;
import io.github.nucleoscope.images.pixels.LabelFilter;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * {@link AutoSegmentation} at the scale that suits the nuclei. Objects are looked for in the plane and in copies of it
 * that are reduced 2, 4, 8 and 16 times. Where a copy is too coarse, nuclei run together; where it is too fine, large
 * nuclei come in pieces, along their chromatin. The size of the nuclei is that of the objects that look most like whole
 * nuclei. Large nuclei are outlined in a reduced copy.
 */
final class MultiscaleSegmentation {

    /** The strongest reduction. */
    private static final int MOST_REDUCED = 16;

    /** Copies with fewer pixels along a side are not looked at. */
    private static final int LEAST_SIDE = 24;

    /** Nuclei of at most this diameter, in pixels, are outlined in the plane itself. */
    private static final double LARGE = 36;

    /** In a reduced copy nuclei have at least this diameter, in pixels. */
    private static final double LEAST_DIAMETER = 9;

    private MultiscaleSegmentation() {}

    /** The plane, or a reduced copy of it, with the objects that are found in it. */
    private record Level(int factor, int width, Optional<AutoSegmentation.Objects> objects, ObjectQuality quality) {

        static Level of(int factor, float[] pixels, int width, int height, int[] gaps, SegmentationSettings settings) {
            Optional<AutoSegmentation.Objects> objects = AutoSegmentation.objects(
                    ArrayImgs.floats(pixels.clone(), width, height), gaps, settings.inReduced(factor));
            return new Level(factor, width, objects, objects.map(found -> ObjectQuality.of(found, pixels, width))
                    .orElse(ObjectQuality.NONE));
        }
    }

    /**
     * @param img bright nuclei, axes X, Y, finite pixels
     * @param gaps pixels to ignore: they become background
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background
     */
    static ArrayImg<IntType, IntArray> label(ArrayImg<FloatType, FloatArray> img, int[] gaps,
            SegmentationSettings settings) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        Level best = best(img, gaps, settings);
        if (best.objects.isEmpty()) {
            return ArrayImgs.ints(width, height);
        }
        if (best.factor == 1) {
            return best.objects.get().nuclei(settings);
        }
        int[] reduced = Mask.labels(best.objects.get().nuclei(settings.withArea(1, Integer.MAX_VALUE)
                .withKeepBorder(true)));
        ArrayImg<IntType, IntArray> labels = ArrayImgs.ints(
                new LabelEnlargement(reduced, best.width, best.factor).image(width, height), width, height);
        LabelFilter.apply(labels, settings.minArea(), settings.maxArea(), settings.keepBorder());
        return labels;
    }

    /**
     * Returns how many times a plane is reduced for its nuclei to be outlined: 1, 2, 4, 8 or 16; empty without nuclei.
     *
     * @param img bright nuclei, axes X, Y, finite pixels
     */
    static OptionalInt reduction(ArrayImg<FloatType, FloatArray> img, SegmentationSettings settings) {
        Level best = best(img, new int[0], settings);
        return best.quality.count() == 0 ? OptionalInt.empty() : OptionalInt.of(best.factor);
    }

    private static Level best(ArrayImg<FloatType, FloatArray> img, int[] gaps, SegmentationSettings settings) {
        // Clumps of nuclei that are not to be split do not look like whole nuclei at any scale.
        SegmentationSettings usual = settings.withSplit(true).withFillHoles(true);
        Level best = unreduced(img, gaps, usual);
        Optional<Double> given = settings.diameter().map(NucleusDiameter::value);
        if (given.isPresent() ? given.get() > LARGE : !best.quality.isCertain() || best.quality.diameter() > LARGE) {
            best = best(Stream.concat(Stream.of(best), reduced(img, usual, MOST_REDUCED).stream()).toList(), given);
        }
        if (usual.equals(settings)) {
            return best;
        }
        List<Level> again = reduced(img, settings, best.factor);
        return again.isEmpty() ? unreduced(img, gaps, settings) : again.get(again.size() - 1);
    }

    private static Level unreduced(ArrayImg<FloatType, FloatArray> img, int[] gaps, SegmentationSettings settings) {
        return Level.of(1, FloatPlane.values(img), (int) img.dimension(0), (int) img.dimension(1), gaps, settings);
    }

    private static Level best(List<Level> levels, Optional<Double> given) {
        double diameter = given.orElseGet(() -> levels.stream()
                .max(Comparator.comparingDouble(level -> level.quality.wholeness()))
                .map(whole -> whole.factor * whole.quality.diameter()).orElseThrow());
        return diameter <= LARGE ? levels.get(0) : levels.stream()
                .filter(level -> diameter >= level.factor * LEAST_DIAMETER)
                .filter(level -> given.isEmpty() || diameter <= level.factor * LARGE)
                .max(Comparator.comparingDouble(level -> level.quality.clarity()))
                .orElse(levels.get(levels.size() - 1));
    }

    /** Returns the copies of a plane that are reduced by 2 or more, up to a factor. */
    private static List<Level> reduced(ArrayImg<FloatType, FloatArray> img, SegmentationSettings settings, int most) {
        float[] pixels = FloatPlane.values(img);
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        List<Level> levels = new ArrayList<>();
        for (int factor = 2; factor <= most && Math.min(width, height) >= 2 * LEAST_SIDE; factor *= 2) {
            pixels = Halving.of(pixels, width, height);
            width = Halving.half(width);
            height = Halving.half(height);
            levels.add(Level.of(factor, pixels, width, height, new int[0], settings));
        }
        return levels;
    }
}
