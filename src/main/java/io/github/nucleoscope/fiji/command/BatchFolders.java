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
 * The folders of a batch: none is written to that is read from.
 *
 * @param input folder of the images
 * @param output folder of the results, which need not be there yet
 * @param images the images of the input folder
 * @param outlines label images or ROI files of another folder; empty where nuclei are to be found
 */
record BatchFolders(Path input, Path output, ImageSet images, Optional<NucleusSources> outlines) {

    /**
     * Looks the folders up.
     *
     * @param labels folder of label images or ROI files; left out where nuclei are to be found
     * @throws InputException where the output folder is a file, or one of the others
     * @throws IOException where a folder that is read from is not there, or has nothing in it
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
            throw new InputException("output_folder '" + to + "' is the input folder, whose next batch would take the "
                    + "results for images: choose another one");
        }
        if (outlined.isPresent() && Files.exists(to) && Files.isSameFile(outlined.get(), to)) {
            throw new InputException("output_folder '" + to + "' is the label_folder, whose label images would be "
                    + "replaced: choose another one");
        }
        return new BatchFolders(from, to, images, outlines);
    }
}
