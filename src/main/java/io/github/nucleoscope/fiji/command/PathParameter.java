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

    /** Returns whether it was left out. */
    static boolean isMissing(File file) {
        return file == null || file.getPath().isBlank();
    }

    /**
     * Returns its path.
     *
     * @throws InputException if it was left out
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

    /** Returns its path; empty if it was left out. */
    static Optional<Path> optional(File file) {
        return isMissing(file) ? Optional.empty() : Optional.of(path(file));
    }

    /**
     * Returns the path of a folder, which need not exist.
     *
     * @throws InputException if it was left out or is a file
     */
    static Path folder(File folder, String parameter) {
        Path path = require(folder, parameter).toAbsolutePath();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InputException(parameter + " '" + folder + "' is a file: give a folder");
        }
        return path;
    }

    /**
     * Returns the path of a table; empty if none is requested. Checked before the work, so that it is not wasted.
     *
     * @throws InputException if it cannot be written
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
            throw new InputException(parameter + " '" + file + "' cannot be written: give a file in an existing folder"
                    + " with write permission");
        }
        return Optional.of(path);
    }
}
