package io.github.nucleoscope.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.EmbeddableFile;
import io.github.nucleoscope.segmentation.IdentifiedModel;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The model file {@code *.nucleoscope.zip} of a classifier: {@code model.json} describes the classifier, and {@code
 * members/<number>/*.npy} hold the numbers of each of its members ({@link NpyFile}), whose SHA-256 are in {@code
 * model.json}. If a user-supplied network finds the nuclei, the model file of that network is included as
 * {@value ModelJson#NETWORK_ENTRY}. In Python it can be read with {@code zipfile}, {@code json} and {@code numpy.load}.
 * {@link ModelArchiveReader} explains why files from anybody are safe to read.
 */
public final class ModelFile {

    /** The extension of model files. */
    public static final String EXTENSION = ".nucleoscope.zip";

    /** The largest number of weights of all networks in a model file. */
    public static final long MAX_PARAMETERS = ModelArchive.MAX_PARAMETERS;

    private ModelFile() {}

    /**
     * Writes a model file atomically; an existing one is replaced. Equal classifiers give equal bytes.
     *
     * @throws InputException if the file cannot be written, or the classifier is too large to be read again
     */
    public static void write(NucleusClassifier classifier, Path file) {
        Optional<byte[]> own = classifier.preparation().segmentation().flatMap(Segmentation::userFile)
                .map(ModelFile::bytes);
        List<Member> members = classifier.members();
        // Before the numbers are copied: those of a large forest do not fit in one array.
        ModelArchive.requireRoom(members.stream().map(MemberJson::needed).flatMap(arrays -> arrays.values().stream())
                .mapToLong(NpyHeader::bytes).sum(), file);
        Map<String, Map<String, NpyArray>> folders = new LinkedHashMap<>();
        members.forEach(member -> folders.put(MemberJson.folder(folders.size() + 1), MemberJson.arrays(member)));
        ModelArchive.write(folders,
                own.map(bytes -> Map.of(ModelJson.NETWORK_ENTRY, bytes)).orElse(Map.of()),
                files -> ModelJson.of(classifier, own.map(DigestUtils::sha256Hex), files).toText(), file);
    }

    private static byte[] bytes(EmbeddableFile own) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(own.length());
        try {
            own.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is written to memory
        }
        return bytes.toByteArray();
    }

    /**
     * Checks that a new classifier's file would not replace a segmentation model.
     *
     * @throws InputException in one line, if it would
     */
    public static void requireReplaceable(Path file) {
        if (SegmentationModelFile.isSegmentationModel(file)) {
            throw ModelFileProblem.of(file, "is a model that finds nuclei and would be replaced by one that"
                    + " classifies them: choose another file");
        }
    }

    /** @param own model file of the user-supplied network that finds the nuclei; empty if there is none */
    private record Content(NucleusClassifier classifier, Optional<byte[]> own) {}

    /**
     * Reads a model file, including a user-supplied segmentation network inside it.
     *
     * @throws InputException if the file does not exist, is not that of a classifier, is damaged or tampered with, or
     *     is of a newer format
     */
    public static NucleusClassifier read(Path file) {
        Content content = ModelArchiveReader.read(file, ModelJson::parse, (json, arrays, attached) -> new Content(
                json.classifier(arrays), Optional.ofNullable(attached.get(ModelJson.NETWORK_ENTRY))));
        NucleusClassifier classifier = content.classifier();
        return content.own().map(own -> classifier.with(
                withNetwork(classifier.preparation(), opened(file, own), new StoredFile(own)))).orElse(classifier);
    }

    private static IdentifiedModel opened(Path file, byte[] own) {
        try {
            return SegmentationModelFile.embedded(own);
        } catch (InputException e) {
            throw ModelFileProblem.of(file, "the network inside it that finds the nuclei cannot be used ("
                    + e.problem() + ")", e);
        }
    }

    private static Preparation withNetwork(Preparation prepared, IdentifiedModel opened, StoredFile own) {
        return prepared.withSegmentation(prepared.segmentation().map(found -> new Segmentation(found.method(),
                found.settings(), found.network().map(network ->
                        SegmentationNetwork.userSupplied(network.sha256(), opened, own)))));
    }
}
