package io.github.nucleoscope.classifier;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/** Finds the nuclei of images and classifies them. Holds native memory until it is closed. Not thread-safe. */
public final class ImageClassifier implements AutoCloseable {

    private final NucleusClassifier classifier;
    private final CropClassifier cropClassifier;

    /** Compiles the classifier's network for inference. */
    public ImageClassifier(NucleusClassifier classifier) {
        this.classifier = classifier;
        cropClassifier = new CropClassifier(classifier);
    }

    /** Returns the classifier in use. */
    public NucleusClassifier classifier() {
        return classifier;
    }

    /** Returns the channel, and for colour images the stain, that the model was trained on. */
    public Signal signal() {
        return classifier.preparation().signal();
    }

    /**
     * Segments and classifies all planes of one channel.
     *
     * @param finder finds the nuclei
     * @throws InputException if the pixel size is not compatible with the model's
     */
    public ClassifiedImage classify(String name, List<Plane> planes, PixelSize pixelSize, NucleusFinder finder) {
        return classify(name, planes.stream().map(finder::find).toList(), pixelSize);
    }

    /**
     * Classifies nuclei that have already been segmented.
     *
     * @throws InputException if the pixel size is not compatible with the model's
     */
    public ClassifiedImage classify(String name, List<SegmentedPlane> planes, PixelSize pixelSize) {
        List<ClassifiedNucleus> nuclei = new ArrayList<>();
        int cutOff = 0;
        for (SegmentedPlane plane : planes) {
            List<Prediction> predictions = cropClassifier.predict(
                    plane.crops(classifier.preparation(), pixelSize, name));
            for (int i = 0; i < predictions.size(); i++) {
                nuclei.add(new ClassifiedNucleus(plane.nuclei().get(i), predictions.get(i), plane.plane().z(),
                        plane.plane().t()));
            }
            cutOff += plane.cutOff(classifier.preparation(), pixelSize);
        }
        return new ClassifiedImage(name, pixelSize, classifier.classes(), planes, nuclei, cutOff);
    }

    @Override
    public void close() {
        cropClassifier.close();
    }
}
