package io.github.nucleoscope.nuclei;

/**
 * An axis of a plane, and the part of it that is wanted after {@link Resampling}.
 *
 * @param length its length in pixels
 * @param toLength its length after resampling
 * @param from first pixel that is wanted, after resampling
 * @param to pixel after the last one that is wanted, after resampling
 */
public record ResampledAxis(int length, int toLength, int from, int to) {

    public ResampledAxis {
        if (length < 1 || toLength < 1 || from < 0 || from >= to || to > toLength) {
            throw new IllegalArgumentException("pixels " + from + " to " + to + " of an axis resampled from " + length
                    + " to " + toLength + " pixels");
        }
    }

    /** Returns an axis of which all is wanted. */
    public static ResampledAxis whole(int length, int toLength) {
        return new ResampledAxis(length, toLength, 0, toLength);
    }

    /** Returns the first pixel that is needed, before resampling. */
    public int sourceFrom() {
        return isUnchanged() ? from : first(from);
    }

    /** Returns the pixel after the last one that is needed, before resampling. */
    public int sourceTo() {
        return isUnchanged() ? to : last(to - 1) + 1;
    }

    /** Returns the number of pixels that are needed, before resampling. */
    public int sourceLength() {
        return sourceTo() - sourceFrom();
    }

    boolean isUnchanged() {
        return length == toLength;
    }

    /** Returns the position before resampling of the centre of a pixel. */
    double centre(int place) {
        return (place + 0.5) * ((double) length / toLength) - 0.5;
    }

    /** Returns the distance up to which pixels count. */
    double reach() {
        return Math.max(1, (double) length / toLength);
    }

    /** Returns the first pixel, before resampling, that counts for a pixel. */
    int first(int place) {
        return Math.max(0, (int) Math.ceil(centre(place) - reach()));
    }

    /** Returns the last pixel, before resampling, that counts for a pixel. */
    int last(int place) {
        return Math.min(length - 1, (int) Math.floor(centre(place) + reach()));
    }
}
