package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.util.Optional;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.IdentifiedModel;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import io.github.nucleoscope.segmentation.learned.AutomaticFinder;
import io.github.nucleoscope.segmentation.learned.LearnedFinder;

/** Chooses how nuclei are found, with the networks that it takes, and opens what finds them. */
public final class SegmentationMethods {

    /** The note if the nuclei of the model were found by another network. */
    static final String OTHER_NETWORK = "this version of Nucleoscope finds nuclei with a different network from the one"
            + " used for the model: outlines can differ slightly; retrain the model if that matters";

    private SegmentationMethods() {}

    /**
     * Returns the requested segmentation, see {@link SegmentationRequest#resolved}.
     *
     * @param request without {@link SegmentationRequest#contradictions}
     * @param network of the given model; empty if none was given: then the built-in one is used if one is needed
     * @throws IOException if the built-in network cannot be read
     */
    public static Segmentation of(SegmentationRequest request, Optional<SegmentationNetwork> network)
            throws IOException {
        Method method = request.resolved();
        if (method == Method.CLASSICAL) {
            return Segmentation.classical(request.settings());
        }
        return new Segmentation(method, request.settings(), Optional.of(network.isPresent() ? network.get()
                : SegmentationNetwork.builtIn(SegmentationModelFile.fluorescenceSha256())));
    }

    /** Returns the default segmentation, the best for most images of this colour. */
    public static Segmentation byDefault(Colour colour) throws IOException {
        return of(SegmentationRequest.byDefault(SegmentationSettings.DEFAULT, colour), Optional.empty());
    }

    /** Returns the segmentation that a classifier was trained with, or the default after ready-made crops. */
    public static Segmentation of(Preparation classifier) throws IOException {
        return classifier.segmentation().isPresent() ? classifier.segmentation().get()
                : of(SegmentationRequest.byDefault(classifier.findingSettings(), classifier.signal().colour()),
                        Optional.empty());
    }

    /**
     * Opens the finder for a segmentation; to be closed by the caller. If the segmentation needs the built-in network
     * of another version of Nucleoscope, this version's is used instead, and its {@link NucleusFinder#notes} say so;
     * likewise if this version treats a user-supplied network differently from the one that trained the classifier.
     *
     * @throws IOException if the built-in network cannot be read
     */
    public static NucleusFinder open(Segmentation segmentation) throws IOException {
        SegmentationSettings settings = segmentation.settings();
        if (segmentation.method() == Method.CLASSICAL) {
            return new ClassicalFinder(settings);
        }
        SegmentationNetwork network = segmentation.network().orElseThrow();
        IdentifiedModel found = network.opened().isPresent() ? network.opened().get() : SegmentationModelFile.builtIn();
        // A network that the user trained may have been trained to find small objects: they are kept.
        NucleusFinder finder = segmentation.method() == Method.AUTOMATIC
                ? new AutomaticFinder(found.model(), settings)
                : new LearnedFinder(found.model(), settings, network.file().isEmpty());
        return network.sha256().equals(found.sha256()) ? finder : new NotedFinder(finder, OTHER_NETWORK);
    }
}
