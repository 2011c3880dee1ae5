package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Remedy;

/** Where labelled nuclei come from. {@link #read} goes through it image by image. */
public sealed interface TrainingSource permits CropFolders, ImageFolders, OpenImages, PointTable,
        RoiGroups {

    /**
     * Reads everything. A file that cannot be used becomes a warning, and the others are read.
     *
     * @throws InputException where nothing useful is there
     */
    TrainingSet read(FileProgress progress) throws IOException;

    /**
     * The source that a path means: a CSV file is a {@link PointTable}, a folder with sub-folders {@link CropFolders}
     * or {@link ImageFolders}, and a folder with images {@link RoiGroups}.
     *
     * @param path a CSV file or a folder
     * @param images where the images of a CSV file are; null for the CSV file's own folder
     * @param wholeImages whether sub-folders hold whole images instead of ready-made crops
     * @param settings how crops are cut and nuclei found
     * @throws InputException where the path is none of these, or {@code wholeImages} is set without sub-folders
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
            throw new InputException(path, "only sub-folders, one per class, hold whole images whose nuclei are all of "
                    + "one class; do not ask for them here: with a CSV file or ROI groups images are segmented anyway",
                    Remedy.WHOLE_IMAGES);
        }
    }

    /** The sub-folders of a folder that are not hidden, sorted by name. */
    static List<Path> subfolders(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child)
                            && !child.getFileName().toString().startsWith("."))
                    .sorted().toList();
        }
    }
}
