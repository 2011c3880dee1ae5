package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WrittenFiles;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.table.ResultsCsv;
import io.github.nucleoscope.table.SummaryCsv;

/**
 * Classifies the nuclei of many images. Each image is written as TIFF with its nuclei in the overlay; there is a table
 * of all nuclei and one of all images. An image that cannot be used is named in the outcome, and the others are
 * processed.
 *
 * @param classifier that classifies the nuclei
 * @param model the name of the model's file, for the table of nuclei
 * @param images to be classified
 * @param nuclei where their outlines come from; to be closed by the caller
 * @param signal which values of the images show the nuclei
 * @param output where the results are written
 */
public record BatchClassification(NucleusClassifier classifier, String model, ImageSet images, NucleusSources nuclei,
        Signal signal, Output output) {

    /**
     * Where the results are written; missing folders are created.
     *
     * @param tables folder of {@code results.csv}, one row per nucleus, and {@code summary.csv}, one row per image
     * @param overlays folder of the images
     * @param labels folder of the label images; empty if none are wanted
     */
    public record Output(Path tables, Path overlays, Optional<Path> labels) {

        /** Writes tables and images to one folder, without label images. */
        public static Output together(Path folder) {
            return new Output(folder, folder, Optional.empty());
        }

        /** Writes tables to the folder, images to {@code overlays} and label images to {@code labels} inside it. */
        public static Output apart(Path folder) {
            return new Output(folder, folder.resolve("overlays"), Optional.of(folder.resolve("labels")));
        }

        public Path results() {
            return tables.resolve("results.csv");
        }

        public Path summary() {
            return tables.resolve("summary.csv");
        }

        /**
         * Creates the folders.
         *
         * @throws IOException if one cannot be created
         * @throws InputException if results would replace images that were not written by Nucleoscope
         */
        public void make(ImageSet images) throws IOException {
            Files.createDirectories(tables);
            Files.createDirectories(overlays);
            images.requireReplaceable(overlays);
            if (labels.isPresent()) {
                Files.createDirectories(labels.get());
                images.requireReplaceable(labels.get());
            }
        }
    }

    /** Receives the progress of the batch, on its thread, and may cancel it. */
    public interface Listener extends FileProgress {

        /** Called before the first image with a note about the outlines of all images. */
        void note(String note);

        /**
         * Called if an image is suspicious, or if outlines were left out or lost pixels to others.
         *
         * @param title of the image
         * @param problems one of each kind, with numbers; at least one
         */
        void problems(String title, List<Problem> problems);

        /** Called after each image, whether it could be used or not. */
        void done(ImageSummary image);
    }

    /**
     * The result of the batch.
     *
     * @param images those that were processed, whether they could be used or not
     * @param asked number of images in the batch; more than were processed if it was stopped
     */
    public record Outcome(List<ImageSummary> images, int asked) {

        /** Returns the number of images that could be used. */
        public int used() {
            return (int) images.stream().filter(ImageSummary::isUsable).count();
        }

        /** Returns the number of images that could not be used. */
        public int failed() {
            return images.size() - used();
        }

        public boolean isStopped() {
            return images.size() < asked;
        }

        /** Returns the number of nuclei in all images. */
        public int nuclei() {
            return images.stream().mapToInt(ImageSummary::nuclei).sum();
        }

        /** Returns the number of nuclei of a class in all images. */
        public long nuclei(int classIndex) {
            return images.stream().mapToLong(image -> image.perClass().get(classIndex)).sum();
        }
    }

    /**
     * Classifies the images in order.
     *
     * @throws IOException if a table, or the list of written files, cannot be written; or as {@link Output#make}
     */
    public Outcome run(Listener listener) throws IOException {
        output.make(images);
        List<ImageSummary> done = new ArrayList<>();
        try (ImageClassifier imageClassifier = new ImageClassifier(classifier);
                ResultsCsv results = new ResultsCsv(output.results(), classifier.classes(), model);
                SummaryCsv summary = new SummaryCsv(output.summary(), classifier.classes())) {
            nuclei.notes(signal).forEach(listener::note);
            WrittenFiles overlays = WrittenFiles.in(output.overlays());
            Optional<WrittenFiles> labels = output.labels().isPresent()
                    ? Optional.of(WrittenFiles.in(output.labels().get())) : Optional.empty();
            for (ImageSet.Member member : images.members()) {
                if (listener.isCancelled()) {
                    break;
                }
                Attempt attempt = attempt(member, imageClassifier, listener, overlays, labels);
                if (attempt.classified().isPresent()) {
                    results.append(attempt.classified().get());
                }
                ImageSummary image = attempt.summary();
                summary.append(image);
                done.add(image);
                listener.done(image);
                listener.fileDone(done.size(), images.size(), member.file());
            }
        }
        return new Outcome(List.copyOf(done), images.size());
    }

    /** @param classified empty if the image could not be used */
    private record Attempt(ImageSummary summary, Optional<ClassifiedImage> classified) {}

    private Attempt attempt(ImageSet.Member member, ImageClassifier imageClassifier, Listener listener,
            WrittenFiles overlays, Optional<WrittenFiles> labels) throws IOException {
        String problem;
        try {
            ClassifiedImage classified = classify(member, imageClassifier, listener, overlays, labels);
            return new Attempt(ImageSummary.of(classified), Optional.of(classified));
        } catch (InputException e) {
            problem = e.problem();
        } catch (OutOfMemoryError e) {
            problem = "there is not enough memory for it: start Java with more, such as -Xmx8g";
        }
        return new Attempt(ImageSummary.unusable(member.title(), classifier.classes(), problem), Optional.empty());
    }

    private ClassifiedImage classify(ImageSet.Member member, ImageClassifier imageClassifier, Listener listener,
            WrittenFiles overlays, Optional<WrittenFiles> labels) throws IOException {
        ImagePlus image = ImageFiles.read(member.file());
        classifier.preparation().requireKind(image, signal);
        NucleusSource source = nuclei.of(member, image);
        ClassifiedImage classified = imageClassifier.classify(member.title(),
                Planes.of(image, signal).stream().map(source::nuclei).toList(), Planes.pixelSize(image));
        List<Problem> problems = Stream.concat(source.problems().stream(),
                classified.doubts(classifier.preparation()).stream()).toList();
        if (!problems.isEmpty()) {
            listener.problems(member.title(), problems);
        }
        NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified, image, signal.channel().in(image)));
        String tiff = member.name() + ".tif";
        overlays.replace(tiff, file -> ImageFiles.saveTiff(image, file));
        if (labels.isPresent()) {
            ImagePlus labelled = LabelImages.toImagePlus(member.title(),
                    classified.planes().stream().map(SegmentedPlane::labels).toList(), image);
            labels.get().replace(tiff, file -> ImageFiles.saveTiff(labelled, file));
        }
        return classified;
    }
}
