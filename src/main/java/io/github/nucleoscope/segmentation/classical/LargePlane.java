package io.github.nucleoscope.segmentation.classical;

import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Halving;
import io.github.nucleoscope.images.pixels.LabelEnlargement;
import io.github.nucleoscope.images.pixels.PackedLabels;
import io.github.nucleoscope.segmentation.SampleWindows;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Nuclei of a plane too large for several copies as floats in memory. Windows of it say how large the nuclei are, by
 * {@link MultiscaleSegmentation}; if they are large, a reduced copy of the plane is segmented, otherwise the plane, in
 * either case tile by tile.
 */
final class LargePlane {

    /** Side, in pixels, of the squares in which the plane is reduced; a multiple of every reduction. */
    private static final int SQUARE = 1024;

    private final RandomAccessibleInterval<? extends RealType<?>> plane;
    private final SegmentationSettings settings;
    private final int width;
    private final int height;

    LargePlane(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        this.plane = Views.zeroMin(plane);
        this.settings = settings;
        width = (int) plane.dimension(0);
        height = (int) plane.dimension(1);
    }

    /** Labels the nuclei, see {@link ClassicalSegmenter#segment}. */
    Img<IntType> label() {
        int factor = reduction();
        return factor == 1 ? TiledSegmentation.label(plane, settings, TiledSegmentation.TILE, TiledSegmentation.MARGIN)
                : label(factor);
    }

    /** Returns the median of the reductions that suit the windows in which there are nuclei. */
    private int reduction() {
        int[] reductions = SampleWindows.of(width, height).parallelStream()
                .map(area -> MultiscaleSegmentation.reduction(window(area),
                        SegmentationSettings.DEFAULT.withDiameter(settings.diameter())))
                .flatMapToInt(reduction -> reduction.stream()).sorted().toArray();
        return reductions.length == 0 ? 1 : reductions[reductions.length / 2];
    }

    private ArrayImg<FloatType, FloatArray> window(Area area) {
        ArrayImg<FloatType, FloatArray> window = FloatPlane.copyOf(Views.interval(plane, area.interval()));
        float[] values = FloatPlane.values(window);
        ClassicalSegmenter.brighten(values, settings.polarity());
        ClassicalSegmenter.prepare(values);
        return window;
    }

    private Img<IntType> label(int factor) {
        long pixels = (long) factor * factor;
        int minArea = (int) Math.max(1, settings.minArea() / pixels);
        Img<IntType> reduced = TiledSegmentation.label(reduced(factor),
                settings.inReduced(factor).withArea(minArea, (int) Math.max(minArea, settings.maxArea() / pixels)),
                TiledSegmentation.TILE, TiledSegmentation.MARGIN);
        int[] labels = new int[(int) reduced.size()];
        int last = 0;
        int i = 0;
        for (IntType label : Views.flatIterable(reduced)) {
            labels[i++] = label.get();
            last = Math.max(last, label.get());
        }
        return enlarged(new LabelEnlargement(labels, (int) reduced.dimension(0), factor), last);
    }

    /** Returns the plane reduced by a power of two. Reduced pixels are finite only if all of their pixels are. */
    private ArrayImg<FloatType, FloatArray> reduced(int factor) {
        int toWidth = (width + factor - 1) / factor;
        int toHeight = (height + factor - 1) / factor;
        float[] reduced = new float[Math.multiplyExact(toWidth, toHeight)];
        IntStream.rangeClosed(0, (height - 1) / SQUARE).parallel().forEach(strip -> {
            int top = strip * SQUARE;
            for (int left = 0; left < width; left += SQUARE) {
                int w = Math.min(SQUARE, width - left);
                int h = Math.min(SQUARE, height - top);
                float[] values = FloatPlane.values(FloatPlane.copyOf(Views.interval(plane, new long[] {left, top},
                        new long[] {left + w - 1, top + h - 1})));
                for (int done = 1; done < factor; done *= 2) {
                    values = Halving.of(values, w, h);
                    w = Halving.half(w);
                    h = Halving.half(h);
                }
                for (int y = 0; y < h; y++) {
                    System.arraycopy(values, y * w, reduced, (top / factor + y) * toWidth + left / factor, w);
                }
            }
        });
        return ArrayImgs.floats(reduced, toWidth, toHeight);
    }

    private Img<IntType> enlarged(LabelEnlargement labels, int last) {
        PackedLabels enlarged = new PackedLabels(width, height);
        int[] names = new int[last + 1];
        int count = 0;
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            labels.row(y, row);
            for (int x = 0; x < width; x++) {
                if (row[x] != 0) {
                    if (names[row[x]] == 0) {
                        names[row[x]] = ++count;
                    }
                    enlarged.set(x, y, names[row[x]]);
                }
            }
        }
        return enlarged.image();
    }
}
