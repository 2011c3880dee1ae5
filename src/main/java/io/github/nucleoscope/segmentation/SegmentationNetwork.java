package io.github.nucleoscope.segmentation;

import java.util.Optional;

import io.github.nucleoscope.problem.InputException;

/**
 * Which network finds nuclei: the one that Nucleoscope brings along, or the user's own. Two are equal where they
 * compute the same, whatever else their files say.
 */
public final class SegmentationNetwork {

    /** The most bytes of a file inside another model: 50 times the network that Nucleoscope brings along. */
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
     * The one that a version of Nucleoscope brought along, this one or another.
     *
     * @throws InputException where the SHA-256 is none
     */
    public static SegmentationNetwork builtIn(String sha256) {
        return new SegmentationNetwork(sha256, Optional.empty(), Optional.empty());
    }

    /** The one that this version of Nucleoscope brings along, opened already. */
    public static SegmentationNetwork builtIn(IdentifiedModel opened) {
        return new SegmentationNetwork(opened.sha256(), Optional.of(opened), Optional.empty());
    }

    /** The user's own, opened. */
    public static SegmentationNetwork own(IdentifiedModel opened, EmbeddableFile file) {
        return own(opened.sha256(), opened, file);
    }

    /**
     * The user's own, opened from the file of a classifier.
     *
     * @param sha256 of the network that found the nuclei of the classifier's training; it is not that of the opened
     *     model where another version of Nucleoscope, which does something else with the same file, trained it
     */
    public static SegmentationNetwork own(String sha256, IdentifiedModel opened, EmbeddableFile file) {
        return new SegmentationNetwork(sha256, Optional.of(opened), Optional.of(file));
    }

    /** Of what it computes, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Ready to find nuclei; empty where it is one that Nucleoscope brings along and was not opened yet. */
    public Optional<IdentifiedModel> opened() {
        return opened;
    }

    /** The file of the user's own, which travels inside the models of those who use it; otherwise empty. */
    public Optional<EmbeddableFile> file() {
        return file;
    }

    /** @throws InputException where the file is too large to travel inside another model */
    public void requireTravels() {
        if (file.isPresent() && file.get().length() > MAX_FILE_BYTES) {
            throw new InputException("the file of the network that finds the nuclei has "
                    + (file.get().length() >> 20) + " MB, and at most " + (MAX_FILE_BYTES >> 20)
                    + " MB travel inside a classifier: train a smaller one");
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
