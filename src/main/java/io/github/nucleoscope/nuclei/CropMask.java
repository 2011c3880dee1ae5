package io.github.nucleoscope.nuclei;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.HoleFilling;
import io.github.nucleoscope.images.pixels.Mask;

/** Which pixels of a crop belong to the nucleus. */
public final class CropMask {

    private CropMask() {}

    /**
     * Returns the pixels of the nucleus. If the background was zeroed, these are the non-zero pixels and the holes
     * among them, as the darkest pixel of a normalised nucleus is 0, too. Otherwise nothing separates nucleus from
     * background: all pixels are returned.
     *
     * @return mask by index {@code y * width + x}
     */
    public static boolean[] of(Crop crop, CropSettings settings) {
        boolean[] inside = new boolean[crop.size() * crop.size()];
        if (settings.background() == CropSettings.Background.KEEP) {
            Arrays.fill(inside, true);
            return inside;
        }
        float[] values = crop.values();
        for (int i = 0; i < values.length; i++) {
            inside[i / crop.channels()] |= values[i] != 0;
        }
        HoleFilling.fill(Mask.of(inside, crop.size(), crop.size()));
        return inside;
    }
}
