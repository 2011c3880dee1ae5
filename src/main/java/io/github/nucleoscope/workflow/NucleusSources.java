package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;

/** Where the outlines of the nuclei of many images come from. */
public interface NucleusSources extends AutoCloseable {

    /**
     * Returns the source of the nuclei of one image.
     *
     * @throws IOException if a file cannot be read
     * @throws InputException in one line, if a file cannot be used or there are no outlines for this image
     */
    NucleusSource of(ImageSet.Member member, ImagePlus image);

    /**
     * Returns notes for the user about all images, one line each; usually none.
     *
     * @param signal which values of the images show the nuclei
     */
    default List<String> notes(Signal signal) {
        return List.of();
    }

    /** Releases the memory that it holds. */
    @Override
    default void close() {}

    /**
     * Finds the nuclei by segmentation.
     *
     * @throws IOException if the built-in network cannot be read
     */
    static NucleusSources segmentation(Segmentation segmentation) throws IOException {
        NucleusFinder finder = SegmentationMethods.open(segmentation);
        return new NucleusSources() {
            @Override
            public NucleusSource of(ImageSet.Member member, ImagePlus image) {
                return NucleusSource.segmentation(finder, segmentation.settings().polarity());
            }

            @Override
            public List<String> notes(Signal signal) {
                return finder.notes(signal);
            }

            @Override
            public void close() {
                finder.close();
            }
        };
    }

    /** Takes the area ROIs of each image's own overlay. */
    static NucleusSources overlays() {
        return (member, image) -> {
            if (NucleusOverlay.outlines(image).isEmpty()) {
                throw new InputException("its overlay is empty: it contains no outlines");
            }
            return NucleusSource.rois(NucleusOverlay.outlines(image), image);
        };
    }

    /**
     * Takes label images with the names of the images from a folder, or ROI files: {@code <image>.zip} or
     * {@code <image>_ROIs.zip}.
     *
     * @throws InputException if there is no such folder, or it contains neither
     * @throws IOException if the folder cannot be read
     */
    static NucleusSources folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder, "there is no such folder");
        }
        List<ImageSet.Member> labels = ImageFiles.list(folder).isEmpty() ? List.of()
                : ImageSet.of(List.of(folder)).members();
        if (labels.isEmpty() && !holdsRois(folder)) {
            throw new InputException(folder, "there is neither a label image nor a ROI file (.zip) in this folder");
        }
        return (member, image) -> {
            Optional<ImageSet.Member> label = labels.stream().filter(l -> l.name().equals(member.name())
                    && !isSame(l.file(), member.file())).findFirst();
            if (label.isPresent()) {
                return NucleusSource.labelImage(ImageFiles.read(label.get().file()), image);
            }
            for (String name : List.of(member.name() + ".zip", member.name() + "_ROIs.zip")) {
                if (Files.exists(folder.resolve(name))) {
                    return NucleusSource.rois(RoiZip.readAll(folder.resolve(name)), image);
                }
            }
            throw new InputException("there is no label image named '" + member.name() + "' and no ROI file");
        };
    }

    /** Annotate Nuclei saves its ROI file next to the image, which must not be taken for its own label image. */
    private static boolean isSame(Path label, Path image) {
        try {
            return Files.isSameFile(label, image);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holdsRois(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.zip")) {
            return files.iterator().hasNext();
        }
    }
}
