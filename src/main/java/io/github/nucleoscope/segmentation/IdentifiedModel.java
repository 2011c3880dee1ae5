package io.github.nucleoscope.segmentation;

/**
 * A model that was opened, and which network it is.
 *
 * @param model what finds nuclei
 * @param sha256 of what its network computes, 64 hexadecimal digits, see {@link SegmentationNetwork#sha256}
 */
public record IdentifiedModel(SegmentationModel model, String sha256) {

    /** @throws IllegalArgumentException where the SHA-256 is none */
    public IdentifiedModel {
        SegmentationNetwork.requireSha256(sha256);
    }
}
