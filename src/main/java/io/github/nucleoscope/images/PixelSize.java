package io.github.nucleoscope.images;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;

/**
 * Size of one pixel.
 *
 * @param width width of a pixel in {@code unit}, above 0 and finite
 * @param height height of a pixel in {@code unit}, above 0 and finite
 * @param unit unit of length, such as "µm"; "pixel" if the image is not calibrated
 */
public record PixelSize(double width, double height, String unit) {

    /** Pixel size of an image without calibration: lengths are counted in pixels. */
    public static final PixelSize UNCALIBRATED = new PixelSize(1, 1, "pixel");

    public PixelSize {
        if (!(width > 0) || !(height > 0) || Double.isInfinite(width) || Double.isInfinite(height)) {
            throw new InputException("pixel size " + width + " x " + height + " is not above 0: correct it",
                    Correction.IMAGE_PROPERTIES);
        }
    }

    /** Returns whether lengths have a physical unit. */
    public boolean isCalibrated() {
        return !unit.equals(UNCALIBRATED.unit);
    }
}
