package io.github.nucleoscope.nuclei;

import java.util.Objects;
import java.util.Optional;

/**
 * How nuclei are found. It says enough to find them in the same way again.
 *
 * @param method which one
 * @param settings what is asked of it; a network heeds the polarity, the areas and the border alone
 * @param network SHA-256 of the file of the network, 64 hexadecimal digits; empty for the classical method
 */
public record Segmentation(Method method, SegmentationSettings settings, Optional<String> network) {

    /** By which method nuclei are found. */
    public enum Method {

        /** A network; the classical method for planes that are too large for it or that it does not know. */
        AUTOMATIC,

        /** A network. */
        LEARNED,

        /** Thresholds and a watershed, see {@link Segmenter}. */
        CLASSICAL
    }

    /** @throws IllegalArgumentException where the classical method has a network, or another has none */
    public Segmentation {
        Objects.requireNonNull(method);
        Objects.requireNonNull(settings);
        if (network.isPresent() == (method == Method.CLASSICAL)) {
            throw new IllegalArgumentException("the method " + method
                    + (network.isPresent() ? " has no network" : " needs a network"));
        }
        if (network.isPresent() && !network.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the network's SHA-256 '" + network.get()
                    + "' is not 64 hexadecimal digits");
        }
    }

    /** By the classical method. */
    public static Segmentation classical(SegmentationSettings settings) {
        return new Segmentation(Method.CLASSICAL, settings, Optional.empty());
    }

    /** By the same method and network. */
    public Segmentation withSettings(SegmentationSettings others) {
        return new Segmentation(method, others, network);
    }
}
