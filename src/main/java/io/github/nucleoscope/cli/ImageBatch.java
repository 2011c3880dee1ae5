package io.github.nucleoscope.cli;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Many images, one after the other: one that fails is reported with its name, and the next one is taken. */
final class ImageBatch {

    /** What is done with each image. */
    interface Work {
        /** @param name the file's name without extension, different for each image */
        void on(String name, ImagePlus image) throws IOException;
    }

    private final ImageSet images;
    private final List<String> failures = new ArrayList<>();
    private boolean stopped;

    ImageBatch(ImageSet images) {
        this.images = images;
    }

    int size() {
        return images.size();
    }

    /** Does the work on each image; failures go to the error stream at once and are kept. */
    void forEach(FileProgress progress, PrintWriter err, Work work) {
        int done = 0;
        for (ImageSet.Member image : images.members()) {
            if (progress.isCancelled()) {
                stopped = true;
                fail("stopped after " + done + " of " + images.size() + " images", err);
                return;
            }
            try {
                work.on(image.name(), ImageFiles.read(image.file()));
            } catch (IOException e) {
                fail(e.getMessage(), err);
            } catch (IllegalArgumentException e) {
                fail(image.file() + ": " + e.getMessage(), err);
            } catch (OutOfMemoryError e) {
                fail(image.file() + ": the memory is not enough for it: start Java with more, such as -Xmx8g", err);
            }
            progress.fileDone(++done, images.size(), image.file());
        }
    }

    private void fail(String message, PrintWriter err) {
        failures.add(message);
        err.println("nucleoscope: " + message);
    }

    /** One line for each image that failed, and one if the work was stopped. */
    List<String> failures() {
        return failures;
    }

    /** 0 where all images are done; otherwise says on the error stream how many of them failed, and gives 2. */
    int exitCode(PrintWriter err) {
        if (failures.isEmpty()) {
            return 0;
        }
        int failed = failures.size() - (stopped ? 1 : 0);
        if (failed == 0) {
            return 2;
        }
        err.println("nucleoscope: " + failed + " of " + images.size() + " images failed, see above");
        return 2;
    }
}
