package io.github.nucleoscope.segmentation;

import java.util.Optional;

import io.github.nucleoscope.problem.InputException;

/**
 * Identifies the network that finds nuclei: the one that comes with Nucleoscope, or one supplied by the user. Two are
 * equal if they compute the same, whatever else their files contain.
 */
public final class SegmentationNetwork {

    /** Largest size in bytes of a file embedded in another model: 50 times that of the built-in network. */
    public static final int MAX_FILE_BYTES = 64 << 20;

    private final String sha256;
    private final Optional<IdentifiedModel> opened;
    private final Optional<EmbeddableFile> file;

    private SegmentationNetwork(String sha256, Optional<IdentifiedModel> opened, Optional<EmbeddableFile> file) {
        requireSha256(sha256);
        this.sha256 = sha256;
        this.opened = opened;
        this.file = file;
    }

    /**
     * Returns the built-in network of a version of Nucleoscope, this one or another.
     *
     * @throws InputException if this is not a SHA-256 hash
     */
    public static SegmentationNetwork builtIn(String sha256) {
        return new SegmentationNetwork(sha256, Optional.empty(), Optional.empty());
    }

    /** Returns the built-in network of this version of Nucleoscope, already opened. */
    public static SegmentationNetwork builtIn(IdentifiedModel opened) {
        return new SegmentationNetwork(opened.sha256(), Optional.of(opened), Optional.empty());
    }

    /** Returns an opened network supplied by the user. */
    public static SegmentationNetwork userSupplied(IdentifiedModel opened, EmbeddableFile file) {
        return userSupplied(opened.sha256(), opened, file);
    }

    /**
     * Returns a network supplied by the user, opened from the file of a classifier.
     *
     * @param sha256 hash of the network that found the nuclei when the classifier was trained; it differs from that of
     *     the opened model if another version of Nucleoscope, which computes something else from the file, trained it
     */
    public static SegmentationNetwork userSupplied(String sha256, IdentifiedModel opened, EmbeddableFile file) {
        return new SegmentationNetwork(sha256, Optional.of(opened), Optional.of(file));
    }

    /** Returns the hash of what the network computes, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Returns the opened network; empty for a built-in one that was not opened yet. */
    public Optional<IdentifiedModel> opened() {
        return opened;
    }

    /** Returns the file of a user-supplied network, which is embedded in the models that use it; otherwise empty. */
    public Optional<EmbeddableFile> file() {
        return file;
    }

    /** @throws InputException if the file is too large to be embedded in another model */
    public void requireEmbeddable() {
        if (file.isPresent() && file.get().length() > MAX_FILE_BYTES) {
            throw new InputException("the file of the network that finds the nuclei has "
                    + (file.get().length() >> 20) + " MB, but at most " + (MAX_FILE_BYTES >> 20)
                    + " MB can be embedded in a classifier: train a smaller one");
        }
    }

    static void requireSha256(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new InputException("the network's SHA-256 '" + sha256 + "' is not 64 hexadecimal digits");
        }
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
