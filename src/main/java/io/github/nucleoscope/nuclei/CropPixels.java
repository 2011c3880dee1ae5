package io.github.nucleoscope.nuclei;

import java.util.BitSet;
import java.util.Optional;

/**
 * The pixels of a crop, kept as they came: 8 bits stay bytes and 16 bits shorts. They are prepared for the network each
 * time they are {@link #write written}. Immutable.
 */
public final class CropPixels {

    private final CropSamples samples;
    private final int size;
    /** Pixels in the image and, if the background is zeroed, in the nucleus: index y * size + x. Null for all. */
    private final BitSet inside;
    private final PixelScale scale;
    private final Normalisation normalisation;
    /** The values of each channel that normalisation stretches to [0, 255], before the change of scale. */
    private final Range[] ranges;

    CropPixels(CropSamples samples, int size, BitSet inside, PixelScale scale, Normalisation normalisation,
            Range[] ranges) {
        this.samples = samples;
        this.size = size;
        this.inside = inside;
        this.scale = scale;
        this.normalisation = normalisation;
        this.ranges = ranges;
    }

    /**
     * Creates pixels that networks receive unchanged.
     *
     * @param values finite, with index {@code (y * size + x) * channels + c}; not copied
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static CropPixels of(float[] values, int size, int channels) {
        if (values.length != size * size * channels) {
            throw new IllegalArgumentException("a crop of " + size + "x" + size + "x" + channels + " has "
                    + size * size * channels + " values, not " + values.length);
        }
        Range[] ranges = new Range[channels];
        for (int c = 0; c < channels; c++) {
            Range.Collector range = new Range.Collector();
            for (int i = c; i < values.length; i += channels) {
                range.add(values[i]);
            }
            ranges[c] = range.range();
        }
        return new CropPixels(new CropSamples.Floats(values), size, null, PixelScale.Factor.ONE, Normalisation.NONE,
                ranges);
    }

    /** Width and height in pixels. */
    public int size() {
        return size;
    }

    /** Number of channels, 1 or more. */
    public int channels() {
        return ranges.length;
    }

    /**
     * Returns the value of a pixel as it is in the image; 0 outside the image.
     *
     * @param channel from 0
     */
    public double stored(int x, int y, int channel) {
        return samples.get((y * size + x) * channels() + channel);
    }

    /** Returns whether a pixel is in the image and, if the background is zeroed, in the nucleus. */
    public boolean isInside(int x, int y) {
        return inside == null || inside.get(y * size + x);
    }

    /**
     * Returns the colours of the image, red, green and blue in turn, 0 to 255, on white where the background was
     * zeroed; empty if these pixels are not in transmitted light.
     */
    public Optional<float[]> colours() {
        if (!(scale instanceof PixelScale.Density)) {
            return Optional.empty();
        }
        float[] colours = new float[size * size * channels()];
        for (int i = 0; i < colours.length; i++) {
            int pixel = i / channels();
            colours[i] = inside == null || inside.get(pixel) ? (float) samples.get(i) : 255;
        }
        return Optional.of(colours);
    }

    /** Returns these pixels with another normalisation. */
    CropPixels withNormalisation(Normalisation newNormalisation) {
        return new CropPixels(samples, size, inside, scale, newNormalisation, ranges);
    }

    /**
     * Returns the middle of these pixels, normalised over its own pixels.
     *
     * @param newSize width and height; smaller than this size by an even number
     */
    CropPixels middle(int newSize) {
        int margin = (size - newSize) / 2;
        int channels = channels();
        CropSamples some = samples.ofLength(newSize * newSize * channels);
        BitSet stay = inside == null ? null : new BitSet(newSize * newSize);
        for (int y = 0; y < newSize; y++) {
            for (int x = 0; x < newSize; x++) {
                int from = (y + margin) * size + x + margin;
                int to = y * newSize + x;
                if (stay != null) {
                    stay.set(to, inside.get(from));
                }
                for (int c = 0; c < channels; c++) {
                    some.set(to * channels + c, samples.get(from * channels + c));
                }
            }
        }
        CropPixels middle = new CropPixels(some, newSize, stay, scale, normalisation, ranges);
        return middle.withRanges(middle.measured());
    }

    /** Returns these pixels, normalised like others. */
    CropPixels withRangesOf(CropPixels others) {
        return withRanges(others.ranges);
    }

    private CropPixels withRanges(Range[] newRanges) {
        return new CropPixels(samples, size, inside, scale, normalisation, newRanges);
    }

    private Range[] measured() {
        Range[] measured = new Range[channels()];
        for (int c = 0; c < measured.length; c++) {
            Range.Collector range = new Range.Collector();
            for (int i = 0; i < size * size; i++) {
                if (inside == null || inside.get(i)) {
                    range.add(samples.get(i * measured.length + c));
                }
            }
            measured[c] = range.range();
        }
        return measured;
    }

    /** Writes the values that networks receive; see {@link Crop#values}. */
    void write(float[] destination, int start) {
        if (samples instanceof CropSamples.Bytes bytes) {
            write(bytes.values(), destination, start);
        } else {
            Range[] limits = limits();
            int channels = limits.length;
            for (int i = 0; i < size * size; i++) {
                for (int c = 0; c < channels; c++) {
                    int at = i * channels + c;
                    destination[start + at] = inside == null || inside.get(i)
                            ? prepare(samples.get(at), c, limits[c]) : 0;
                }
            }
        }
    }

    private void write(byte[] bytes, float[] destination, int start) {
        Range[] limits = limits();
        int channels = limits.length;
        float[] table = new float[256 * channels];
        for (int value = 0; value < 256; value++) {
            for (int c = 0; c < channels; c++) {
                table[c << 8 | value] = prepare(value, c, limits[c]);
            }
        }
        if (inside == null) {
            for (int c = 0; c < channels; c++) {
                for (int i = c; i < bytes.length; i += channels) {
                    destination[start + i] = table[c << 8 | bytes[i] & 0xff];
                }
            }
            return;
        }
        for (int i = 0; i < size * size; i++) {
            boolean in = inside.get(i);
            for (int c = 0; c < channels; c++) {
                int at = i * channels + c;
                destination[start + at] = in ? table[c << 8 | bytes[at] & 0xff] : 0;
            }
        }
    }

    /** Returns the range that is stretched, or to which infinities are clamped, for each channel. */
    private Range[] limits() {
        Range[] limits = new Range[ranges.length];
        Range all = Range.NONE;
        for (int c = 0; c < limits.length; c++) {
            limits[c] = ranges[c].scaled(effectiveScale(), c);
            all = all.and(limits[c]);
        }
        for (int c = 0; c < limits.length && normalisation == Normalisation.JOINT; c++) {
            limits[c] = all;
        }
        return limits;
    }

    /** A factor cancels out when intensities are stretched. */
    private PixelScale effectiveScale() {
        return normalisation != Normalisation.NONE && scale instanceof PixelScale.Factor ? PixelScale.Factor.ONE
                : scale;
    }

    private float prepare(double value, int channel, Range limits) {
        double scaled = effectiveScale().apply(channel, value);
        if (normalisation == Normalisation.NONE && samples instanceof CropSamples.Bytes) {
            return (float) scaled;
        }
        return (float) (normalisation == Normalisation.NONE ? limits.clamp(scaled) : limits.stretch(scaled));
    }
}
