package io.github.nucleoscope.dataset;

import java.util.Optional;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Nucleus;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.view.Views;

/** A nucleus of which only a point is known: its crop is the window around this point. */
final class PointWindow {

    private PointWindow() {}

    /** Returns a nucleus of one pixel; empty if the pixel is outside the plane. */
    static Optional<Nucleus> at(Plane plane, long x, long y, int label) {
        if (x < plane.pixels().min(0) || y < plane.pixels().min(1) || x > plane.pixels().max(0)
                || y > plane.pixels().max(1)) {
            return Optional.empty();
        }
        return Optional.of(new Nucleus(label,
                Views.translate(ArrayImgs.bits(new LongArray(new long[] {1}), 1, 1), x, y), x, y, 1,
                plane.pixels().getAt(x, y).getRealDouble()));
    }
}
