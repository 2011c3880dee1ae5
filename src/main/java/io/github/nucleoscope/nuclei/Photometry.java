package io.github.nucleoscope.nuclei;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.nucleoscope.images.Samples;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.problem.InputException;

/** What the pixel values of the training images mean, so that those of other images are brought to the same scale. */
public sealed interface Photometry {

    /** Values are taken as they are stored, whatever the type of the image. */
    record Stored() implements Photometry {}

    /**
     * Intensities, such as those of fluorescence: in proportion to the largest possible value of their type.
     *
     * @param scales by the bits of a pixel's value, the scales of the training images
     */
    record Linear(Map<Integer, Scale> scales) implements Photometry {

        public Linear {
            // Sorted: their order is the same in each text about them.
            scales = Collections.unmodifiableMap(new TreeMap<>(scales));
        }

        /**
         * Returns the factor that brings values to the scale of the crops, on which the largest possible value is 255.
         *
         * @throws InputException if the scale of the values is not known
         */
        public double factor(Samples samples) {
            Scale known = scales.get(samples.bits());
            if (known != null) {
                known.requirePossible(samples);
                return 255 / known.full();
            }
            if (scales.containsKey(8)) {
                if (samples.copied8()) {
                    return samples.bits() == 16 ? 1.0 / 257 : 255;
                }
                if (samples.whole() && samples.min() >= 0 && samples.max() <= 255) {
                    return 1;
                }
            }
            throw new InputException("its pixels have " + samples.bits() + " bits and values up to "
                    + number(samples.max()) + ", but the model was trained on images of " + new TreeSet<>(
                            scales.keySet()).stream().map(bits -> bits + " bits").collect(Collectors.joining(" and "))
                    + ", and its crops are not normalised: convert the image, or train on images like this one");
        }
    }

    /**
     * Transmitted light: natural-log optical density, -ln((v + 1) / (white + 1)), 0 for clear glass.
     *
     * @param white the white level of the training images, for images that show no clear glass
     */
    record Density(WhiteLevel white) implements Photometry {}

    /**
     * The scale of the values of one type of images.
     *
     * @param full the largest possible value, which is 255 in crops; above 0
     * @param dimmest the smallest of the largest values of the training images
     * @param brightest the largest value of all training images
     */
    record Scale(double full, double dimmest, double brightest) {

        /** An image that is dimmer or brighter by a larger factor has another scale. */
        private static final double OTHER_SCALE = 8;

        private static final int[] SIGNIFICANT_BITS = {8, 10, 12, 14, 16};

        public Scale {
            if (!(full > 0) || Double.isInfinite(full)) {
                throw new InputException("the largest possible value of an image is " + full + " and not above 0");
            }
        }

        /** Images of 8 bits. */
        public static final Scale EIGHT_BITS = new Scale(255, 255, 255);

        /** Returns the scale of images of one type, of which there is at least one. */
        static Scale of(Collection<Samples> images) {
            Samples all = images.stream().reduce(Samples::and).orElseThrow();
            double dimmest = images.stream().mapToDouble(Samples::magnitude).min().orElseThrow();
            return new Scale(full(all), dimmest, all.magnitude());
        }

        private static double full(Samples all) {
            if (all.copied8()) {
                return all.bits() == 16 ? 65_535 : 1;
            }
            if (all.bits() > 16 && !all.whole()) {
                return all.magnitude() <= 1 ? 1 : all.magnitude();
            }
            for (int bits : SIGNIFICANT_BITS) {
                // A signed value has a bit less.
                double most = (1 << (all.min() < 0 ? bits - 1 : bits)) - 1;
                if (all.magnitude() <= most) {
                    return most;
                }
            }
            return all.magnitude();
        }

        private void requirePossible(Samples samples) {
            double most = samples.magnitude();
            if (samples.bits() > 8 && (most > OTHER_SCALE * brightest || OTHER_SCALE * most < dimmest)) {
                throw new InputException("its brightest pixel is " + number(most) + ", but those of the model's"
                        + " training images are " + number(dimmest) + " to " + number(brightest) + ", and its crops are"
                        + " not normalised: is it an image of another bit depth? Convert it, or train on images like"
                        + " this one");
            }
        }
    }

    /**
     * Returns the intensity of images that are not in transmitted light.
     *
     * @param images what was measured in each
     */
    static Linear linear(Collection<Samples> images) {
        Map<Integer, List<Samples>> byBits = images.stream()
                .collect(Collectors.groupingBy(Samples::bits, TreeMap::new, Collectors.toList()));
        Map<Integer, Scale> scales = new TreeMap<>();
        byBits.forEach((bits, some) -> scales.put(bits, bits == 8 ? Scale.EIGHT_BITS : Scale.of(some)));
        // Copies of 8-bit images have the scale of these.
        if (byBits.values().stream().anyMatch(some -> some.stream().allMatch(Samples::copied8))) {
            scales.putIfAbsent(8, Scale.EIGHT_BITS);
        }
        return new Linear(scales);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
