package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;

/** A source of labelled nuclei, which {@link #read} reads image by image. */
public sealed interface TrainingSource permits CropFolders, ImageFolders, OpenImages, PointTable,
        RoiGroups {

    /**
     * Reads all labelled nuclei. A file that cannot be used gives a warning, and reading continues.
     *
     * @throws InputException if there are no labelled nuclei of two classes or more
     * @throws IOException if a folder or table cannot be read
     */
    TrainingSet read(FileProgress progress) throws IOException;

    /**
     * Returns the source that a path stands for: a CSV file is a {@link PointTable}, a folder with sub-folders
     * {@link CropFolders} or {@link ImageFolders}, and a folder with images {@link RoiGroups}.
     *
     * @param path a CSV file or a folder
     * @param images folder with the images of a CSV file; null for the folder of the CSV file
     * @param wholeImages whether sub-folders contain whole images instead of ready-made crops
     * @param settings how nuclei are segmented and crops are cut
     * @throws InputException if the path is none of these, or {@code wholeImages} is set without sub-folders
     */
    static TrainingSource of(Path path, Path images, boolean wholeImages, ReadSettings settings)
            throws IOException {
        if (Files.isRegularFile(path)) {
            refuse(wholeImages, path);
            Path folder = images == null ? path.toAbsolutePath().getParent() : images;
            return new PointTable(path, folder, settings);
        }
        if (!Files.isDirectory(path)) {
            throw new InputException(path, "there is no such file or folder");
        }
        if (!subfolders(path).isEmpty()) {
            return wholeImages ? new ImageFolders(path, settings) : new CropFolders(path, settings);
        }
        if (ImageFiles.list(path).isEmpty()) {
            throw new InputException(path, "there are neither images nor sub-folders in this folder; "
                    + "give one sub-folder per class, a CSV file image,x,y,class, or images with ROI groups");
        }
        refuse(wholeImages, path);
        return new RoiGroups(path, settings);
    }

    private static void refuse(boolean wholeImages, Path path) {
        if (wholeImages) {
            throw new InputException(path, "whole images whose nuclei are all of one class must be in sub-folders, one"
                    + " per class; do not set this here: with a CSV file or ROI groups images are segmented anyway",
                    Correction.WHOLE_IMAGES);
        }
    }

    /** Returns the sub-folders of a folder, sorted by name, without hidden ones (those that begin with a dot). */
    static List<Path> subfolders(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child)
                            && !child.getFileName().toString().startsWith("."))
                    .sorted().toList();
        }
    }
}
