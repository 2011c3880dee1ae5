package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.problem.InputException;

/** A parameter that is a model file. */
final class ModelParameter {

    private ModelParameter() {}

    /**
     * Returns the file to which a model will be written. Checked before the training, which can take hours.
     *
     * @throws InputException if it was left out, has another extension, or is in a folder that does not exist
     * @throws IOException if an existing file is not a model and must not be replaced
     */
    static Path toWrite(File file, String parameter) throws IOException {
        Path path = PathParameter.require(file, parameter).toAbsolutePath();
        if (!path.getFileName().toString().endsWith(ModelFile.EXTENSION)) {
            throw new InputException(parameter + " '" + file + "' does not end with " + ModelFile.EXTENSION);
        }
        if (!Files.isDirectory(path.getParent())) {
            throw new InputException(parameter + " '" + file + "' is in a folder that does not exist: create it first");
        }
        ModelFile.requireReplaceable(path);
        return path;
    }
}
