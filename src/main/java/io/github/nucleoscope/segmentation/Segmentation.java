package io.github.nucleoscope.segmentation;

import java.util.Objects;
import java.util.Optional;

import io.github.nucleoscope.problem.InputException;

/**
 * How nuclei are found, in enough detail to find them in the same way again.
 *
 * @param method segmentation method
 * @param settings its settings; a network uses only the polarity, the areas, the border and the diameter, see
 *     {@link SegmentationRequest}
 * @param network the network used; empty for the classical method
 */
public record Segmentation(Method method, SegmentationSettings settings, Optional<SegmentationNetwork> network) {

    /** Segmentation methods. */
    public enum Method {

        /**
         * A network; the classical method for planes that are too large for it or unlike anything it was trained on.
         */
        AUTOMATIC,

        /** A network. */
        LEARNED,

        /** Thresholds and a watershed, see {@link io.github.nucleoscope.segmentation.classical.ClassicalSegmenter}. */
        CLASSICAL
    }

    /** @throws InputException if the classical method has a network, or another method has none */
    public Segmentation {
        Objects.requireNonNull(method);
        Objects.requireNonNull(settings);
        if (network.isPresent() == (method == Method.CLASSICAL)) {
            throw new InputException("the method " + method
                    + (network.isPresent() ? " has no network" : " needs a network"));
        }
    }

    /** Returns a segmentation by the classical method. */
    public static Segmentation classical(SegmentationSettings settings) {
        return new Segmentation(Method.CLASSICAL, settings, Optional.empty());
    }

    /** Returns the file of the user-supplied network, if there is one. */
    public Optional<EmbeddableFile> userFile() {
        return network.flatMap(SegmentationNetwork::file);
    }

    /**
     * Returns a text that identifies this way of finding nuclei. It is stored in checkpoints and comparisons, which can
     * only be resumed if it has not changed: its words are those of the first version and must stay.
     */
    public String identity() {
        return "Segmentation[method=" + method + ", settings=" + settings.identity() + ", network="
                + network.map(SegmentationNetwork::sha256) + "]";
    }

    /** Returns a segmentation by the same method and network with other settings. */
    public Segmentation withSettings(SegmentationSettings others) {
        return new Segmentation(method, others, network);
    }
}
