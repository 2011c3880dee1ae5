package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import io.github.nucleoscope.problem.InputException;

/** A parameter that is a path. A macro's {@code key=[]} arrives as an empty file name. */
final class PathParameter {

    private PathParameter() {}

    /** Whether it was left out. */
    static boolean isMissing(File file) {
        return file == null || file.getPath().isBlank();
    }

    /**
     * Its path.
     *
     * @throws InputException where it was left out
     */
    static Path require(File file, String parameter) {
        if (isMissing(file)) {
            throw new InputException("the parameter '" + parameter + "' is missing: give a path");
        }
        return path(file);
    }

    private static Path path(File file) {
        try {
            return file.toPath();
        } catch (InvalidPathException e) {
            throw new InputException("'" + file + "' is not a path: " + e.getReason());
        }
    }

    /** Its path; empty where it was left out. */
    static Optional<Path> optional(File file) {
        return isMissing(file) ? Optional.empty() : Optional.of(path(file));
    }

    /**
     * The folder, which need not be there yet.
     *
     * @throws InputException where it was left out, or is a file
     */
    static Path folder(File folder, String parameter) {
        Path path = require(folder, parameter).toAbsolutePath();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InputException(parameter + " '" + folder + "' is a file: give a folder");
        }
        return path;
    }

    /**
     * The table; empty where none is wanted. Asked before the work, so that none is done in vain.
     *
     * @throws InputException where it cannot be written
     */
    static Optional<Path> table(File file, String parameter) {
        if (isMissing(file)) {
            return Optional.empty();
        }
        Path path = path(file).toAbsolutePath();
        if (Files.isDirectory(path)) {
            throw new InputException(parameter + " '" + file + "' is a folder: give a file");
        }
        if (!Files.isWritable(path.getParent()) || Files.exists(path) && !Files.isWritable(path)) {
            throw new InputException(parameter + " '" + file + "' cannot be written: give a file in a folder"
                    + " that is there and that you may write to");
        }
        return Optional.of(path);
    }
}
