package io.github.nucleoscope.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.IdentifiedModel;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.learned.BackgroundCorrection;
import org.apache.commons.codec.digest.DigestUtils;

/** The model file {@code *.nucleoscope.zip} of a segmentation model, structured like that of a classifier. */
public final class SegmentationModelFile {

    /** The name of the built-in model for fluorescence images. */
    public static final String FLUORESCENCE = "fluorescence";

    private SegmentationModelFile() {}

    /**
     * Writes a model file atomically; an existing one is replaced. Equal models give equal bytes.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(SegmentationModel model, Path file) {
        ModelArchive.write(Map.of(ArraysJson.WEIGHTS, NetworkJson.arrays(model.network())), Map.of(),
                files -> SegmentationJson.of(model, files.get(ArraysJson.WEIGHTS)).toText(), file);
    }

    /**
     * Checks that a new segmentation model's file would not replace a classifier.
     *
     * @throws InputException in one line, if it would
     */
    public static void requireReplaceable(Path file) {
        if (ModelArchiveReader.isReadable(file, ModelJson::parse)) {
            throw ModelFileProblem.of(file, "is a model that classifies nuclei and would be replaced by one that"
                    + " finds them: choose another file");
        }
    }

    /** Returns whether a file is a valid segmentation model; false if it is damaged or does not exist. */
    public static boolean isSegmentationModel(Path file) {
        return ModelArchiveReader.isReadable(file, SegmentationJson::parse);
    }

    /**
     * Reads a model file.
     *
     * @throws InputException if the file does not exist, is not a segmentation model, is damaged or tampered with, or
     *     is of a newer format
     */
    public static SegmentationModel read(Path file) {
        return identified(file).model();
    }

    private static IdentifiedModel identified(Path file) {
        return ModelArchiveReader.read(file, SegmentationJson::parse, (json, arrays, attached) ->
                new IdentifiedModel(new SegmentationModel(json.network(arrays), json.diameter(), json.signal(),
                        json.card(), json.provenance()), sha256(json)));
    }

    /**
     * Reads a model by its name, {@value #FLUORESCENCE}, or from its file.
     *
     * @throws InputException in one line, if there is no such model
     * @throws IOException if the built-in model cannot be read
     */
    public static SegmentationModel find(String nameOrFile) throws IOException {
        return nameOrFile.equals(FLUORESCENCE) ? builtIn().model() : read(Path.of(nameOrFile));
    }

    /**
     * Opens the network of a model once for all further use.
     *
     * @param nameOrFile {@value #FLUORESCENCE}, or a file, which is not needed afterwards
     * @throws InputException in one line, if there is no such model
     * @throws IOException if the file cannot be read
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
     * @throws InputException if it is not part of this build, or cannot be unpacked
     */
    public static IdentifiedModel builtIn() throws IOException {
        try (InputStream in = fluorescence()) {
            return unpack(in);
        }
    }

    /**
     * Opens a model whose file is embedded in another file.
     *
     * @throws InputException if it is not a segmentation model, is damaged or of a newer format, or cannot be unpacked
     */
    static IdentifiedModel embedded(byte[] file) {
        return unpack(new ByteArrayInputStream(file));
    }

    /** Copies to a temporary file first: a zip archive can only be read from a file. */
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
                    + "): free some space there, or choose another folder with java -Djava.io.tmpdir=FOLDER", e);
        }
    }

    /**
     * Returns the identity of {@value #FLUORESCENCE} without opening it: the SHA-256, 64 hexadecimal digits, of its
     * layers, weights and standardisation, the diameter of the nuclei that it is made for, and the background
     * correction before it. The model's card and date do not matter.
     *
     * @throws InputException if it is not part of this build
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
        StringBuilder text = new StringBuilder(json.architecture() + "\n" + words(json.standardisation().means()) + "\n"
                + words(json.standardisation().deviations()) + "\n" + json.diameter() + "\n"
                + BackgroundCorrection.DESCRIPTION + "\n");
        json.arrays().forEach(file -> text.append(file.name()).append(' ').append(file.sha256()).append('\n'));
        return DigestUtils.sha256Hex(text.toString());
    }

    private static String words(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static InputStream fluorescence() {
        InputStream in = SegmentationModelFile.class.getResourceAsStream(
                "/io/github/nucleoscope/segmentation/learned/" + FLUORESCENCE + ModelFile.EXTENSION);
        if (in == null) {
            throw new InputException("the model '" + FLUORESCENCE + "' is not part of this build of Nucleoscope: give"
                    + " the file of another one, or use the classical method");
        }
        return in;
    }
}
