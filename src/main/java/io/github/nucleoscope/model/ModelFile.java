package io.github.nucleoscope.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;

/**
 * The model file {@code *.nucleoscope.zip} of a classifier: {@code model.json} says what the classifier is, and {@code
 * weights/*.npy} hold its weights ({@link NpyFile}), each under its SHA-256 in {@code model.json}. Where a network of
 * the user's own finds the nuclei for it, the file of that is inside, too, as {@value ModelJson#NETWORK_ENTRY}. Python
 * reads it with {@code zipfile}, {@code json} and {@code numpy.load}. {@link ModelArchive} says why a file from anybody
 * can be read.
 */
public final class ModelFile {

    /** What the name of a model file ends with. */
    public static final String EXTENSION = ".nucleoscope.zip";

    /** The most weights of a model file. */
    public static final long MAX_PARAMETERS = ModelArchive.MAX_PARAMETERS;

    private ModelFile() {}

    /**
     * Writes a model file, wholly or not at all; an existing one is replaced. The same classifier gives the same bytes.
     *
     * @throws InputException where the file cannot be written, or the classifier is larger than can be read again
     */
    public static void write(NucleusClassifier classifier, Path file) {
        Map<String, byte[]> attached = classifier.preparation().segmentation().flatMap(Segmentation::ownNetwork)
                .map(network -> Map.of(ModelJson.NETWORK_ENTRY, network)).orElse(Map.of());
        ModelArchive.write(classifier.network(), attached, files -> ModelJson.of(classifier, files).toText(), file);
    }

    /**
     * Says so where a new classifier's file would take the place of a model that finds nuclei.
     *
     * @throws InputException in one line
     */
    public static void requireReplaceable(Path file) {
        if (SegmentationModelFile.isOne(file)) {
            throw ModelFileProblem.of(file, "is a model that finds nuclei, and would be replaced by one that"
                    + " classifies them: choose another place");
        }
    }

    /**
     * Reads a model file.
     *
     * @throws InputException where it is not there, not a classifier's, damaged, tampered with, or of a newer
     *     format
     */
    public static NucleusClassifier read(Path file) {
        return ModelArchive.read(file, ModelJson::parse, (json, weights, attached) -> new NucleusClassifier(
                Network.of(json.architecture(), json.input(), json.standardisation(), weights), json.classes(),
                json.preparation(Optional.ofNullable(attached.get(ModelJson.NETWORK_ENTRY))), json.provenance()));
    }
}
