package io.github.nucleoscope.segmentation;

import java.util.Objects;
import java.util.Optional;

import io.github.nucleoscope.problem.InputException;

/**
 * How nuclei are found. It says enough to find them in the same way again.
 *
 * @param method which one
 * @param settings what is asked of it; a network uses the polarity, the areas and the border alone, see
 *     {@link SegmentationRequest}
 * @param network by which; empty for the classical method
 */
public record Segmentation(Method method, SegmentationSettings settings, Optional<SegmentationNetwork> network) {

    /** By which method nuclei are found. */
    public enum Method {

        /** A network; the classical method for planes that are too large for it or that it does not know. */
        AUTOMATIC,

        /** A network. */
        LEARNED,

        /** Thresholds and a watershed, see {@link io.github.nucleoscope.segmentation.classical.ClassicalSegmenter}. */
        CLASSICAL
    }

    /** @throws InputException where the classical method has a network, or another has none */
    public Segmentation {
        Objects.requireNonNull(method);
        Objects.requireNonNull(settings);
        if (network.isPresent() == (method == Method.CLASSICAL)) {
            throw new InputException("the method " + method
                    + (network.isPresent() ? " has no network" : " needs a network"));
        }
    }

    /** By the classical method. */
    public static Segmentation classical(SegmentationSettings settings) {
        return new Segmentation(Method.CLASSICAL, settings, Optional.empty());
    }

    /** The file of the user's own network, if there is one. */
    public Optional<EmbeddableFile> ownFile() {
        return network.flatMap(SegmentationNetwork::file);
    }

    /**
     * All of it as one text, the same for the same way to find nuclei. It stands in checkpoints and comparisons, which
     * go on only where it has not changed: its words are those of the first version and must stay.
     */
    public String identity() {
        return "Segmentation[method=" + method + ", settings=" + settings.identity() + ", network="
                + network.map(SegmentationNetwork::sha256) + "]";
    }

    /** By the same method and network. */
    public Segmentation withSettings(SegmentationSettings others) {
        return new Segmentation(method, others, network);
    }
}
