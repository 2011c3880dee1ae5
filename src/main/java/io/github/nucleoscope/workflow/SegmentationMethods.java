package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import io.github.nucleoscope.segmentation.learned.LearnedFinders;
import io.github.nucleoscope.segmentation.learned.LearnedSettings;

/** The methods of segmentation: the classical one, and those with a network, Nucleoscope's or the user's own. */
public final class SegmentationMethods {

    /** Said where nuclei were to be found by another network. */
    static final String OTHER_NETWORK = "this version of Nucleoscope finds nuclei by another network than the one that"
            + " made the model: outlines can differ a little; train the model again where it counts";

    private SegmentationMethods() {}

    /**
     * How nuclei will be found.
     *
     * @param asked {@link Method#AUTOMATIC} becomes {@link Method#CLASSICAL} where the network does not suit, see
     *     {@link LearnedFinders#suit}
     * @param colour what of a colour image is looked at
     * @throws IOException where the network is not a part of this build
     */
    public static Segmentation of(Method asked, SegmentationSettings settings, Colour colour) throws IOException {
        return asked == Method.CLASSICAL || asked == Method.AUTOMATIC && !LearnedFinders.suit(settings, colour)
                ? Segmentation.classical(settings)
                : new Segmentation(asked, settings, Optional.of(SegmentationModelFile.network(
                        SegmentationModelFile.FLUORESCENCE)));
    }

    /**
     * How nuclei will be found by a model.
     *
     * @param model {@value SegmentationModelFile#FLUORESCENCE}, or the user's own file
     * @param settings of which a network heeds a few, see {@link LearnedSettings}
     * @throws IOException in one line, where there is no such model
     */
    public static Segmentation of(String model, SegmentationSettings settings) throws IOException {
        return new Segmentation(Method.LEARNED, settings, Optional.of(SegmentationModelFile.network(model)));
    }

    /** How nuclei are found for a model: as its training nuclei were, or by default after ready-made crops. */
    public static Segmentation of(Preparation model) throws IOException {
        return model.segmentation().isPresent() ? model.segmentation().get()
                : of(Method.AUTOMATIC, SegmentationSettings.DEFAULT, model.signal().colour());
    }

    /**
     * Opens what finds nuclei in the way that is said. Where a network is asked for that neither came with its file nor
     * is this build's, this build's finds them, and its {@link NucleusFinder#notes} say so; as where this build does
     * something else with the one that came. The caller closes it.
     *
     * @throws IOException where the network is not a part of this build, or its file cannot be used
     */
    public static NucleusFinder open(Segmentation segmentation) throws IOException {
        SegmentationSettings settings = segmentation.settings();
        if (segmentation.method() == Method.CLASSICAL) {
            return new ClassicalFinder(settings);
        }
        SegmentationNetwork network = segmentation.network().orElseThrow();
        SegmentationModelFile.Identified found = SegmentationModelFile.of(network);
        NucleusFinder finder = segmentation.method() == Method.AUTOMATIC
                ? LearnedFinders.automatic(found.model(), settings)
                : LearnedFinders.learned(found.model(), LearnedSettings.of(settings));
        return network.sha256().equals(found.sha256()) ? finder : noting(OTHER_NETWORK, finder);
    }

    private static NucleusFinder noting(String note, NucleusFinder finder) {
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return finder.find(plane);
            }

            @Override
            public String method() {
                return finder.method();
            }

            @Override
            public int threads() {
                return finder.threads();
            }

            @Override
            public List<String> notes(Signal signal) {
                return Stream.concat(Stream.of(note), finder.notes(signal).stream()).toList();
            }

            @Override
            public void close() {
                finder.close();
            }
        };
    }
}
