package io.github.nucleoscope.segmentation;

import io.github.nucleoscope.problem.InputException;

/**
 * An opened model, with the identity of its network.
 *
 * @param model model that finds nuclei
 * @param sha256 hash of what its network computes, 64 hexadecimal digits, see {@link SegmentationNetwork#sha256}
 */
public record IdentifiedModel(SegmentationModel model, String sha256) {

    /** @throws InputException if this is not a SHA-256 hash */
    public IdentifiedModel {
        SegmentationNetwork.requireSha256(sha256);
    }
}
