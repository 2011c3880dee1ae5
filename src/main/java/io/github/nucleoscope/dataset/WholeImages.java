package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.problem.InputException;

/**
 * Processes image files; one that cannot be used gives a warning, and the next one follows. A {@link FinderException},
 * which concerns all of them, ends the processing.
 */
final class WholeImages {

    /** The processing of one image. */
    interface Work {
        void on(Path file, ImagePlus image) throws IOException;
    }

    private WholeImages() {}

    static void forEach(List<Path> files, FileProgress progress, CropCollector collector, Work work) {
        int done = 0;
        for (Path file : files) {
            if (progress.isCancelled()) {
                return;
            }
            try {
                ImagePlus image = ImageFiles.read(file);
                collector.begin(image.getTitle(), image);
                work.on(file, image);
            } catch (FinderException e) {
                throw e;
            } catch (InputException e) {
                collector.warn(e.in(file.getFileName()).getMessage());
            } catch (IOException e) {
                collector.warn(InputException.of(e).in(file.getFileName()).getMessage());
            }
            progress.fileDone(++done, files.size(), file);
        }
    }
}
