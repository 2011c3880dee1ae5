package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.workflow.NucleusSources;

/**
 * The folders of a batch; the output folder differs from those that are read.
 *
 * @param input folder of the images
 * @param output folder of the results, which need not exist
 * @param images the images of the input folder
 * @param outlines label images or ROI files of another folder; empty if the nuclei are to be segmented
 */
record BatchFolders(Path input, Path output, ImageSet images, Optional<NucleusSources> outlines) {

    /**
     * Checks the folders.
     *
     * @param labels folder of label images or ROI files; null or empty if the nuclei are to be segmented
     * @throws InputException if the output folder is a file, or one of the other folders
     * @throws IOException if an input folder does not exist, or is empty
     */
    static BatchFolders of(File input, File output, File labels) throws IOException {
        Path from = PathParameter.require(input, "input_folder");
        Path to = PathParameter.require(output, "output_folder");
        if (Files.exists(to) && !Files.isDirectory(to)) {
            throw new InputException("output_folder '" + to + "' is a file: give a folder");
        }
        ImageSet images = ImageSet.of(List.of(from));
        Optional<Path> outlined = PathParameter.optional(labels);
        Optional<NucleusSources> outlines = outlined.isEmpty() ? Optional.empty()
                : Optional.of(NucleusSources.folder(outlined.get()));
        if (Files.exists(to) && Files.isSameFile(from, to)) {
            throw new InputException("output_folder '" + to + "' is the input folder, and the next batch would take "
                    + "the results for images: choose another one");
        }
        if (outlined.isPresent() && Files.exists(to) && Files.isSameFile(outlined.get(), to)) {
            throw new InputException("output_folder '" + to + "' is the label_folder, and its label images would be "
                    + "replaced: choose another one");
        }
        return new BatchFolders(from, to, images, outlines);
    }
}
