package io.github.nucleoscope.dataset;

import java.util.List;

import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * The width and height of crops that hold the nuclei: a multiple of 16 pixels, 32 to 96, that 99 % of the nuclei fit
 * into. Where nobody has outlined the nuclei, as much as there is, up to 96: of windows around points 96, of ready-made
 * crops with a background their own size, to the next even number.
 *
 * @param request what is known about the crops
 */
record CropSize(CropRequest request) {

    private static final int SMALLEST = 32;
    /** Networks for larger crops take minutes an epoch on a laptop. */
    static final int LARGEST = 96;
    private static final int STEP = 16;
    private static final double HELD = 0.99;

    int of(List<UncutCrop> crops) {
        if (request.scale() == CropSettings.Scale.FIT) {
            return CropSettings.DEFAULT.size();
        }
        if (request.aroundPoints()) {
            return LARGEST;
        }
        double[] sides = crops.stream().mapToDouble(this::side).sorted().toArray();
        double side = sides[(int) Math.ceil(HELD * sides.length) - 1];
        if (request.background() == Background.KEEP && crops.stream().allMatch(crop -> crop.nucleus().isEmpty())) {
            return (int) Math.max(SMALLEST, Math.min(LARGEST, 2 * Math.ceil(side / 2)));
        }
        return (int) Math.max(SMALLEST, Math.min(LARGEST, STEP * Math.ceil(side / STEP)));
    }

    private double side(UncutCrop crop) {
        if (crop.nucleus().isPresent()) {
            return crop.scale() * Math.max(crop.nucleus().get().mask().dimension(0),
                    crop.nucleus().get().mask().dimension(1));
        }
        return request.background() == Background.KEEP
                ? Math.max(crop.channels().get(0).dimension(0), crop.channels().get(0).dimension(1))
                : 2 * Math.max(reach(crop, 0), reach(crop, 1));
    }

    /** Returns how far pixels other than 0 reach from the middle of a ready-made crop along an axis. */
    private static double reach(UncutCrop crop, int axis) {
        RandomAccessibleInterval<? extends RealType<?>> first = crop.channels().get(0);
        double middle = (first.min(axis) + first.max(axis)) / 2.0;
        double reach = 0;
        for (RandomAccessibleInterval<? extends RealType<?>> channel : crop.channels()) {
            Cursor<? extends RealType<?>> cursor = channel.localizingCursor();
            while (cursor.hasNext()) {
                if (cursor.next().getRealDouble() != 0) {
                    reach = Math.max(reach, Math.abs(cursor.getDoublePosition(axis) - middle) + 0.5);
                }
            }
        }
        return reach;
    }

    /** Returns the largest crop that the request allows, in pixels of the crop. */
    static int largest(CropRequest request) {
        return request.size().orElse(LARGEST);
    }
}
