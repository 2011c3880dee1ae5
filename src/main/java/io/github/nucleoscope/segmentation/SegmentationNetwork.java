package io.github.nucleoscope.segmentation;

import java.util.Optional;

import io.github.nucleoscope.problem.InputException;

/**
 * Which network finds nuclei. Two are equal where they compute the same, whatever else their files say.
 *
 * @param sha256 of what it computes, 64 hexadecimal digits
 * @param file the bytes of its model file, which travel inside the models of those who use it; not copied, not to be
 *     changed. Empty where Nucleoscope brings the network along
 */
public record SegmentationNetwork(String sha256, Optional<byte[]> file) {

    /** The most bytes of a file inside another model: 50 times the network that Nucleoscope brings along. */
    public static final int MAX_FILE_BYTES = 64 << 20;

    /** @throws InputException where the SHA-256 is none */
    public SegmentationNetwork {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new InputException("the network's SHA-256 '" + sha256 + "' is not 64 hexadecimal digits");
        }
    }

    /** @throws InputException where the file is too large to travel inside another model */
    public void requireTravels() {
        if (file.isPresent() && file.get().length > MAX_FILE_BYTES) {
            throw new InputException("the file of the network that finds the nuclei has "
                    + (file.get().length >> 20) + " MB, and at most " + (MAX_FILE_BYTES >> 20)
                    + " MB travel inside a classifier: train a smaller one");
        }
    }

    /** One that Nucleoscope brings along. */
    public static SegmentationNetwork builtIn(String sha256) {
        return new SegmentationNetwork(sha256, Optional.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentationNetwork network && network.sha256.equals(sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return sha256;
    }
}
