package io.github.nucleoscope.nuclei;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.HoleFilling;
import io.github.nucleoscope.images.pixels.Mask;

/** Which pixels of a crop belong to the nucleus. */
public final class CropMask {

    private CropMask() {}

    /**
     * Where the background was zeroed: the pixels that are not 0, and the holes among them, for the darkest pixel of a
     * nucleus that is normalised is 0, too. Otherwise nothing tells nucleus and background apart: all pixels.
     *
     * @return by index {@code y * width + x}
     */
    public static boolean[] of(Crop crop, CropSettings settings) {
        float[] values = crop.values();
        boolean[] inside = new boolean[values.length];
        if (settings.background() == CropSettings.Background.KEEP) {
            Arrays.fill(inside, true);
            return inside;
        }
        for (int i = 0; i < values.length; i++) {
            inside[i] = values[i] != 0;
        }
        HoleFilling.fill(Mask.of(inside, crop.pixels().dimension(0), crop.pixels().dimension(1)));
        return inside;
    }
}
