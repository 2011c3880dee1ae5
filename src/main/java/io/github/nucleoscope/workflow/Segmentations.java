package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.util.Optional;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationRequest;

/** Creates segmentations, with the networks that they need. */
public final class Segmentations {

    private Segmentations() {}

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
        return of(SegmentationRequest.byDefault(colour), Optional.empty());
    }

    /** Returns the segmentation that a classifier was trained with, or the default after ready-made crops. */
    public static Segmentation of(Preparation classifier) throws IOException {
        return classifier.segmentation().isPresent() ? classifier.segmentation().get()
                : byDefault(classifier.signal().colour());
    }
}
