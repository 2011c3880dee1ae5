package io.github.nucleoscope.workflow;

import java.io.IOException;

import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.IdentifiedModel;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import io.github.nucleoscope.segmentation.learned.AutomaticFinder;
import io.github.nucleoscope.segmentation.learned.LearnedFinder;
import io.github.nucleoscope.segmentation.learned.LearnedSettings;

/** Opens what finds nuclei. */
public final class FinderOpener {

    /** Said where nuclei were to be found by another network. */
    static final String OTHER_NETWORK = "this version of Nucleoscope finds nuclei by another network than the one that"
            + " made the model: outlines can differ a little; train the model again where it counts";

    private FinderOpener() {}

    /**
     * Opens what finds nuclei in the way that is said. Where a network is asked for that another version of Nucleoscope
     * brought along, this version's finds them, and its {@link NucleusFinder#notes} say so; as where this version does
     * something else with the user's own network than the one that trained the classifier. The caller closes it.
     *
     * @throws IOException where this version's network cannot be read
     */
    public static NucleusFinder open(Segmentation segmentation) throws IOException {
        SegmentationSettings settings = segmentation.settings();
        if (segmentation.method() == Method.CLASSICAL) {
            return new ClassicalFinder(settings);
        }
        SegmentationNetwork network = segmentation.network().orElseThrow();
        IdentifiedModel found = network.opened().isPresent() ? network.opened().get() : SegmentationModelFile.builtIn();
        NucleusFinder finder = segmentation.method() == Method.AUTOMATIC
                ? new AutomaticFinder(found.model(), settings)
                : new LearnedFinder(found.model(), LearnedSettings.of(settings));
        return network.sha256().equals(found.sha256()) ? finder : new NotedFinder(finder, OTHER_NETWORK);
    }
}
