package io.github.nucleoscope.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.IdentifiedModel;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.learned.BackgroundCorrection;
import org.apache.commons.codec.digest.DigestUtils;

/** The model file {@code *.nucleoscope.zip} of a model that finds nuclei, built as that of a classifier is. */
public final class SegmentationModelFile {

    /** The model for fluorescence images that Nucleoscope brings along. */
    public static final String FLUORESCENCE = "fluorescence";

    private SegmentationModelFile() {}

    /**
     * Writes a model file, wholly or not at all; an existing one is replaced. The same model gives the same bytes.
     *
     * @throws InputException where the file cannot be written
     */
    public static void write(SegmentationModel model, Path file) {
        ModelArchive.write(model.network(), Map.of(), files -> SegmentationJson.of(model, files).toText(), file);
    }

    /**
     * Says so where a new model's file would take the place of a classifier.
     *
     * @throws InputException in one line
     */
    public static void requireReplaceable(Path file) {
        if (ModelArchive.isOne(file, ModelJson::parse)) {
            throw ModelFileProblem.of(file, "is a model that classifies nuclei, and would be replaced by one that"
                    + " finds them: choose another place");
        }
    }

    /** Whether a file is of a model that finds nuclei; false where it is none, or damaged. */
    public static boolean isOne(Path file) {
        return ModelArchive.isOne(file, SegmentationJson::parse);
    }

    /**
     * Reads a model file.
     *
     * @throws InputException where it is not there, not of a model that finds nuclei, damaged, tampered with, or of
     *     a newer format
     */
    public static SegmentationModel read(Path file) {
        return identified(file).model();
    }

    private static IdentifiedModel identified(Path file) {
        return ModelArchive.read(file, SegmentationJson::parse, (json, weights, attached) ->
                new IdentifiedModel(new SegmentationModel(
                        Network.of(json.architecture(), json.input(), json.standardisation(), weights),
                        json.diameter(), json.signal(), json.card(), json.provenance()), sha256(json)));
    }

    /**
     * A model by its name, {@value #FLUORESCENCE}, or by its file.
     *
     * @throws IOException in one line, where there is none
     */
    public static SegmentationModel find(String nameOrFile) throws IOException {
        return nameOrFile.equals(FLUORESCENCE) ? builtIn().model() : read(Path.of(nameOrFile));
    }

    /**
     * Opens the network of a model, so that it need not be opened again.
     *
     * @param nameOrFile {@value #FLUORESCENCE}, or a file, which may be gone afterwards
     * @throws IOException in one line, where there is none
     */
    public static SegmentationNetwork open(String nameOrFile) throws IOException {
        if (nameOrFile.equals(FLUORESCENCE)) {
            return SegmentationNetwork.builtIn(builtIn());
        }
        Path file = Path.of(nameOrFile);
        return SegmentationNetwork.userSupplied(identified(file), new StoredFile(Files.readAllBytes(file)));
    }

    /**
     * Opens {@value #FLUORESCENCE}.
     *
     * @throws InputException where it is not a part of this build, or cannot be unpacked
     */
    public static IdentifiedModel builtIn() throws IOException {
        try (InputStream in = fluorescence()) {
            return unpack(in);
        }
    }

    /**
     * Opens a model whose file is inside another file.
     *
     * @throws InputException where it is not of a model that finds nuclei, damaged, or of a newer format, or where it
     *     cannot be unpacked
     */
    static IdentifiedModel embedded(byte[] file) {
        return unpack(new ByteArrayInputStream(file));
    }

    /** A zip archive is read from a file alone. */
    private static IdentifiedModel unpack(InputStream in) {
        try {
            Path copy = Files.createTempFile("nucleoscope-segmentation", ModelFile.EXTENSION);
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return identified(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new InputException("the network that finds the nuclei cannot be unpacked to the folder for"
                    + " temporary files, " + System.getProperty("java.io.tmpdir") + " (" + FileProblem.of(e)
                    + "): make room there, or name another folder by java -Djava.io.tmpdir=FOLDER", e);
        }
    }

    /**
     * Which network {@value #FLUORESCENCE} is, without opening it: SHA-256, 64 hexadecimal digits, of its layers, its
     * weights, its standardisation, the diameter of the nuclei that it knows, and of how the background is taken away
     * before it. A model with another card or date is the same network.
     *
     * @throws InputException where it is not a part of this build
     */
    public static String fluorescenceSha256() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(fluorescence())) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && !entry.getName().equals(ModelArchive.JSON_ENTRY)) {
                entry = zip.getNextEntry();
            }
            return sha256(SegmentationJson.parse(new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    static String sha256(SegmentationJson json) {
        StringBuilder text = new StringBuilder(json.architecture() + "\n" + json.standardisation().mean() + "\n"
                + json.standardisation().deviation() + "\n" + json.diameter() + "\n"
                + BackgroundCorrection.DESCRIPTION + "\n");
        json.weights().forEach(file -> text.append(file.name()).append(' ').append(file.sha256()).append('\n'));
        return DigestUtils.sha256Hex(text.toString());
    }

    private static InputStream fluorescence() {
        InputStream in = SegmentationModelFile.class.getResourceAsStream(
                "/io/github/nucleoscope/segmentation/learned/" + FLUORESCENCE + ModelFile.EXTENSION);
        if (in == null) {
            throw new InputException("the model '" + FLUORESCENCE + "' is not a part of this build of Nucleoscope: give"
                    + " the file of another one, or have nuclei found by the classical method");
        }
        return in;
    }
}
