package io.github.nucleoscope.segmentation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;

/**
 * The usual diameter of the nuclei, as a user states it.
 *
 * @param value above 0, at most {@value #LARGEST}
 * @param unit unit of the value
 */
public record NucleusDiameter(double value, Unit unit) {

    /** Units of a diameter. */
    public enum Unit {
        /** Pixels of the image. */
        PIXELS("px"),
        /** Micrometres, for images that have a pixel size. */
        MICROMETRES("\u00b5m");

        private final String label;

        Unit(String label) {
            this.label = label;
        }
    }

    private static final int LARGEST = 10_000;

    private static final Pattern WRITTEN = Pattern.compile(
            "([0-9]*\\.?[0-9]+)\\s*(|px|pixels?|um|\u00b5m|\u03bcm|microns?)");

    public NucleusDiameter {
        if (!(value > 0) || value > LARGEST) {
            throw new InputException("the diameter " + value + " of the nuclei is not above 0 and at most " + LARGEST);
        }
    }

    /** Returns a diameter in pixels. */
    public static NucleusDiameter ofPixels(double pixels) {
        return new NucleusDiameter(pixels, Unit.PIXELS);
    }

    /**
     * Reads what {@link #toString} writes, and other spellings: a number, in pixels unless {@code um}, {@code \u00b5m}
     * or {@code microns} follows.
     *
     * @throws InputException if the text is none of these
     */
    public static NucleusDiameter parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InputException("the diameter '" + text + "' of the nuclei is not a number of pixels, such as 14,"
                    + " or of micrometres, such as 9.5um");
        }
        boolean pixels = matcher.group(2).isEmpty() || matcher.group(2).startsWith("p");
        return new NucleusDiameter(Double.parseDouble(matcher.group(1)), pixels ? Unit.PIXELS : Unit.MICROMETRES);
    }

    /**
     * Returns the diameter in pixels of an image.
     *
     * @throws InputException if it is in micrometres, but the pixel size of the image is not
     */
    public double pixels(PixelSize pixelSize) {
        if (unit == Unit.PIXELS) {
            return value;
        }
        if (!pixelSize.unit().equals(Unit.MICROMETRES.label)) {
            throw new InputException("the diameter of the nuclei is given as " + this + ", but the image has no pixel"
                    + " size in \u00b5m: give the diameter in pixels, or set the pixel size",
                    Correction.IMAGE_PROPERTIES);
        }
        return value / Math.sqrt(pixelSize.width() * pixelSize.height());
    }

    /** Returns the diameter with its unit, such as {@code 14 px}. */
    @Override
    public String toString() {
        return (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value)) + " " + unit.label;
    }
}
