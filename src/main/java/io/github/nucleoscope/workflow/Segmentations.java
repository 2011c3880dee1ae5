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

/** Ways to find nuclei, with the networks that they need. */
public final class Segmentations {

    private Segmentations() {}

    /**
     * The way that was asked for, see {@link SegmentationRequest#resolved}.
     *
     * @param request without {@link SegmentationRequest#contradictions}
     * @param network of the model that was given; empty where none was, and Nucleoscope's is taken where one is needed
     * @throws IOException where Nucleoscope's network cannot be read
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

    /** The way that is best for most images of this colour. */
    public static Segmentation byDefault(Colour colour) throws IOException {
        return of(SegmentationRequest.byDefault(colour), Optional.empty());
    }

    /** For a classifier: as the nuclei of its training were found, or by default after ready-made crops. */
    public static Segmentation of(Preparation classifier) throws IOException {
        return classifier.segmentation().isPresent() ? classifier.segmentation().get()
                : byDefault(classifier.signal().colour());
    }
}
