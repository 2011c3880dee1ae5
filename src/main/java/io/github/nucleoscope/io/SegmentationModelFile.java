package io.github.nucleoscope.io;

import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.segmentation.SegmentationModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.HexFormat;

/** The model file {@code *.nucleoscope.zip} of a model that finds nuclei, built as that of a classifier is. */
public final class SegmentationModelFile {

    /** The model for fluorescence images that Nucleoscope brings along. */
    public static final String FLUORESCENCE = "fluorescence";

    private SegmentationModelFile() {}

    /**
     * Writes a model file, wholly or not at all; an existing one is replaced. The same model gives the same bytes.
     *
     * @throws ModelFileException where the file cannot be written
     */
    public static void write(SegmentationModel model, Path file) throws ModelFileException {
        ModelArchive.write(model.network(), files -> SegmentationJson.of(model, files).toText(), file);
    }

    /**
     * Reads a model file.
     *
     * @throws ModelFileException where it is not there, not of a model that finds nuclei, damaged, tampered with, or of
     *     a newer format
     */
    public static SegmentationModel read(Path file) throws ModelFileException {
        return ModelArchive.read(file, SegmentationJson::parse, (json, arrays) -> new SegmentationModel(
                Network.of(json.architecture(), json.input(), json.standardisation(), arrays), json.diameter(),
                json.card(), json.provenance()));
    }

    /** Whether a model of this name is a part of this Nucleoscope. */
    public static boolean isBuiltIn(String name) {
        return SegmentationModelFile.class.getResource(resource(name)) != null;
    }

    /**
     * A model by its name, {@value #FLUORESCENCE}, or by its file.
     *
     * @throws IOException in one line, where there is none
     */
    public static SegmentationModel find(String nameOrFile) throws IOException {
        if (!nameOrFile.equals(FLUORESCENCE)) {
            return read(Path.of(nameOrFile));
        }
        try (InputStream in = fluorescence()) {
            Path copy = Files.createTempFile("nucleoscope-" + nameOrFile, ModelFile.EXTENSION);
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return read(copy);
            } finally {
                Files.delete(copy);
            }
        }
    }

    /**
     * SHA-256 of the file of the built-in model {@value #FLUORESCENCE}, 64 hexadecimal digits.
     *
     * @throws IOException in one line, where there is none
     */
    static String fluorescenceSha256() throws IOException {
        try (DigestInputStream in = new DigestInputStream(fluorescence(), ModelArchive.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static InputStream fluorescence() throws IOException {
        InputStream in = SegmentationModelFile.class.getResourceAsStream(resource(FLUORESCENCE));
        if (in == null) {
            throw new IOException("the model '" + FLUORESCENCE + "' is not a part of this build of Nucleoscope: train"
                    + " one with train-segmentation, give a model file, or use the method classical");
        }
        return in;
    }

    private static String resource(String name) {
        return "/io/github/nucleoscope/segmentation/" + name + ModelFile.EXTENSION;
    }
}
