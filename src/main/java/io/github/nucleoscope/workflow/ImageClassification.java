package io.github.nucleoscope.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Classifies the nuclei of an image plane by plane, a few at a time, so that a cancellation does not have to wait for
 * the whole stack.
 *
 * @param image to be classified
 * @param classifier that classifies the nuclei
 * @param signal which values of the image show the nuclei
 * @param nuclei the source of their outlines
 * @param keepLabels whether the label images are wanted, too: those of a large stack may not fit into memory
 */
public record ImageClassification(ImagePlus image, NucleusClassifier classifier, Signal signal, NucleusSource nuclei,
        boolean keepLabels) {

    /** Number of nuclei that are classified between two checks for cancellation. */
    private static final int AT_ONCE = 256;

    /** Units of progress per plane. */
    private static final long PERCENT = 100;

    /** Receives the progress of the classification, on its thread, and may cancel it. */
    public interface Listener {

        /** Called when {@code done} of {@code all} units of work are finished. */
        void progress(long done, long all);

        /** Called before each plane, and every few nuclei. */
        default boolean isCancelled() {
            return false;
        }
    }

    /**
     * The result of a classification, possibly a cancelled one.
     *
     * @param image the nuclei of the finished planes, without the planes themselves
     * @param labels of the finished planes, axes X, Y; empty if they are not wanted
     * @param done number of finished planes
     * @param all number of planes; more than {@code done} if the classification was cancelled
     * @param problems what is suspicious about the planes or their outlines, one of each kind
     */
    public record Outcome(ClassifiedImage image, List<RandomAccessibleInterval<IntType>> labels, int done, int all,
            List<Problem> problems) {}

    /**
     * Classifies the nuclei of all slices and frames, in order.
     *
     * @throws InputException if the pixel size is not compatible with the model's, or there is no way to find nuclei
     */
    public Outcome run(Listener listener) {
        classifier.preparation().requireKind(image, signal);
        List<Plane> planes = Planes.of(image, signal);
        List<ClassifiedImage> parts = new ArrayList<>();
        List<RandomAccessibleInterval<IntType>> labels = new ArrayList<>();
        int done = 0;
        try (ImageClassifier imageClassifier = new ImageClassifier(classifier)) {
            while (done < planes.size() && !listener.isCancelled()) {
                listener.progress(PERCENT * done, PERCENT * planes.size());
                SegmentedPlane plane = nuclei.nuclei(planes.get(done));
                List<ClassifiedImage> some = classify(plane, imageClassifier, done, planes.size(), listener);
                if (some.size() < pieces(plane)) {
                    break;
                }
                parts.addAll(some);
                if (keepLabels) {
                    labels.add(plane.labels());
                }
                done++;
            }
        }
        ClassifiedImage whole = whole(parts);
        return new Outcome(whole, labels, done, planes.size(), Stream.concat(nuclei.problems().stream(),
                whole.doubts(classifier.preparation()).stream()).toList());
    }

    private static int pieces(SegmentedPlane plane) {
        return (plane.nuclei().size() + AT_ONCE - 1) / AT_ONCE;
    }

    /** Returns fewer pieces than the plane has if the listener cancels. */
    private List<ClassifiedImage> classify(SegmentedPlane plane, ImageClassifier imageClassifier, int done, int planes,
            Listener listener) {
        List<ClassifiedImage> parts = new ArrayList<>();
        int count = plane.nuclei().size();
        for (int from = 0; from < count && !listener.isCancelled(); from += AT_ONCE) {
            listener.progress(PERCENT * done + PERCENT * from / count, PERCENT * planes);
            List<Nucleus> next = plane.nuclei().subList(from, Math.min(from + AT_ONCE, count));
            ClassifiedImage part = imageClassifier.classify(image.getTitle(),
                    List.of(new SegmentedPlane(plane.plane(), plane.labels(), next)), Planes.pixelSize(image));
            // Without the plane: all planes of a stack may not fit into memory.
            parts.add(whole(List.of(part)));
        }
        return parts;
    }

    private ClassifiedImage whole(List<ClassifiedImage> parts) {
        return new ClassifiedImage(image.getTitle(), Planes.pixelSize(image), classifier.classes(), List.of(),
                parts.stream().flatMap(part -> part.nuclei().stream()).toList(),
                parts.stream().mapToInt(ClassifiedImage::cutOff).sum());
    }
}
