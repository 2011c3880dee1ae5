package io.github.nucleoscope.segmentation.learned;

import java.util.Optional;
import java.util.stream.DoubleStream;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.nuclei.ResampledAxis;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.Tile;
import io.github.nucleoscope.segmentation.classical.BackgroundSubtraction;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A plane too large for copies in memory, at the scale of a network and without its background, see
 * {@link BackgroundCorrection}. Its areas are read as they are needed; their pixels are those of the whole plane.
 * Thread-safe if reading the plane is.
 */
final class LargeScaledPlane {

    /** Side of the areas in which the plane is measured, about. */
    private static final int TILE = 1024;

    /** Reach of {@link BackgroundSubtraction}: 13 blocks of 8 pixels, and more. */
    private static final int REACH = 128;

    /** Areas are read from multiples of the side of its blocks. */
    private static final int BLOCK = 8;

    private final Scaled scaled;
    private final Optional<PolynomialBackground> polynomial;
    private final Brightness remaining;

    private LargeScaledPlane(Scaled scaled, Optional<PolynomialBackground> polynomial, Brightness remaining) {
        this.scaled = scaled;
        this.polynomial = polynomial;
        this.remaining = remaining;
    }

    /**
     * Measures the background of a plane.
     *
     * @param plane intensities, axes X, Y
     * @param brightness brightness of the plane
     * @param highest see {@link BackgroundCorrection#corrected}
     * @return empty if the plane is nothing but background
     */
    static Optional<LargeScaledPlane> of(RandomAccessibleInterval<? extends RealType<?>> plane, Brightness brightness,
            double highest, double magnification) {
        Scaled scaled = Scaled.of(plane, brightness, magnification);
        Optional<PolynomialBackground> polynomial = scaled.polynomial();
        return scaled.remaining(polynomial).filter(BackgroundCorrection::isVisible).map(remaining ->
                new LargeScaledPlane(scaled, polynomial, BackgroundCorrection.below(remaining, highest)));
    }

    int planeWidth() {
        return scaled.planeWidth;
    }

    int planeHeight() {
        return scaled.planeHeight;
    }

    int width() {
        return scaled.width;
    }

    int height() {
        return scaled.height;
    }

    /** Returns the pixels of an area row by row, nuclei bright. */
    float[] pixels(Area wanted) {
        Area area = scaled.read(wanted);
        float[] seen = scaled.seen(area);
        float[] remainder = remainder(seen, area, polynomial);
        float[] pixels = new float[wanted.size()];
        int i = 0;
        for (int y = wanted.top(); y < wanted.bottom(); y++) {
            int from = (y - area.top()) * area.width() - area.left();
            for (int x = wanted.left(); x < wanted.right(); x++) {
                float background = seen[from + x] - remainder[from + x];
                pixels[i++] = remaining.apply(seen[from + x] - background);
            }
        }
        return pixels;
    }

    private static float[] remainder(float[] seen, Area area, Optional<PolynomialBackground> polynomial) {
        float[] remainder = seen.clone();
        polynomial.ifPresent(background -> background.subtract(remainder, area));
        BackgroundSubtraction.subtract(ArrayImgs.floats(remainder, area.width(), area.height()));
        return remainder;
    }

    /**
     * The plane at the scale of the network, with its background.
     *
     * @param planeWidth width before resampling
     * @param width width after resampling
     */
    private record Scaled(RandomAccessibleInterval<? extends RealType<?>> plane, Brightness brightness, int planeWidth,
            int planeHeight, int width, int height) {

        static Scaled of(RandomAccessibleInterval<? extends RealType<?>> plane, Brightness brightness,
                double magnification) {
            int planeWidth = Math.toIntExact(plane.dimension(0));
            int planeHeight = Math.toIntExact(plane.dimension(1));
            return new Scaled(Views.zeroMin(plane), brightness, planeWidth, planeHeight,
                    NucleusSize.length(planeWidth, magnification), NucleusSize.length(planeHeight, magnification));
        }

        Optional<PolynomialBackground> polynomial() {
            PolynomialBackground.Blocks blocks = PolynomialBackground.Blocks.of(width, height);
            int side = Math.max(1, TILE / blocks.side()) * blocks.side();
            Tile.cover(width, height, side, 0).parallelStream()
                    .forEach(tile -> blocks.add(seen(tile.own()), tile.own()));
            return blocks.fit();
        }

        Optional<Brightness> remaining(Optional<PolynomialBackground> polynomial) {
            return Brightness.of(Tile.cover(width, height, TILE, 0).parallelStream()
                    .flatMapToDouble(tile -> sample(tile.own(), polynomial)).toArray(), false);
        }

        /** Returns the pixels of an area that count for the brightness of the whole plane. */
        private DoubleStream sample(Area own, Optional<PolynomialBackground> polynomial) {
            Area area = read(own);
            float[] remainder = remainder(seen(area), area, polynomial);
            long step = Brightness.step((long) width * height);
            DoubleStream.Builder sample = DoubleStream.builder();
            for (int y = own.top(); y < own.bottom(); y++) {
                long row = (long) y * width;
                // The first one at or after the start of the row that Brightness takes.
                for (long place = (row + own.left() + step) / step * step - 1; place < row + own.right();
                        place += step) {
                    sample.add(remainder[(y - area.top()) * area.width() + (int) (place - row) - area.left()]);
                }
            }
            return sample.build();
        }

        /** Returns the area that must be read, so that the background of an area is that of the whole plane. */
        Area read(Area area) {
            return area.widened(REACH, BLOCK, width, height);
        }

        float[] seen(Area area) {
            ResampledAxis x = new ResampledAxis(planeWidth, width, area.left(), area.right());
            ResampledAxis y = new ResampledAxis(planeHeight, height, area.top(), area.bottom());
            Area needed = new Area(x.sourceFrom(), y.sourceFrom(), x.sourceTo(), y.sourceTo());
            return Resampling.of(brightness.apply(Views.interval(plane, needed.interval())), x, y);
        }
    }
}
