package io.github.nucleoscope.cli;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many images, one after the other: one that fails is reported with its name, and the next one is taken. */
final class ImageBatch {

    /** What is done with each image. */
    interface Work {
        /** @param name the file's name without extension, different for each image */
        void on(String name, ImagePlus image) throws IOException;
    }

    private final Map<String, Path> files = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param inputs image files, and folders whose image files are taken
     * @throws IOException where an input does not exist, or there is no image at all
     */
    ImageBatch(List<Path> inputs) throws IOException {
        list(inputs).forEach(this::add);
    }

    /**
     * The image files that are meant.
     *
     * @param inputs image files, and folders whose image files are taken
     * @throws IOException where an input does not exist, or there is no image at all
     */
    static List<Path> list(List<Path> inputs) throws IOException {
        List<Path> list = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                list.addAll(ImageFiles.list(input));
            } else if (Files.exists(input)) {
                list.add(input);
            } else {
                throw new IOException(input + ": there is no such file or folder");
            }
        }
        if (list.isEmpty()) {
            throw new IOException(inputs.get(0) + ": there are no images in this folder (PNG, TIFF, JPEG, BMP, GIF, "
                    + "PGM)");
        }
        return list;
    }

    private void add(Path file) {
        String name = baseName(file);
        // Two files of one name must not write over each other's results.
        files.put(files.containsKey(name) ? file.getFileName().toString() : name, file);
    }

    static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    int size() {
        return files.size();
    }

    /** Does the work on each image; failures go to the error stream at once and are kept. */
    void forEach(Progress progress, PrintWriter err, Work work) {
        int done = 0;
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            try {
                work.on(entry.getKey(), ImageFiles.read(entry.getValue()));
            } catch (IOException e) {
                fail(e.getMessage(), err);
            } catch (IllegalArgumentException e) {
                fail(entry.getValue() + ": " + e.getMessage(), err);
            }
            progress.fileDone(++done, files.size(), entry.getValue());
        }
    }

    private void fail(String message, PrintWriter err) {
        failures.add(message);
        err.println("nucleoscope: " + message);
    }

    List<String> failures() {
        return failures;
    }

    /** 0 where all went well; otherwise says on the error stream how many did not, and gives 2. */
    int exitCode(PrintWriter err) {
        if (failures.isEmpty()) {
            return 0;
        }
        err.println("nucleoscope: " + failures.size() + " of " + files.size() + " images failed, see above");
        return 2;
    }
}
