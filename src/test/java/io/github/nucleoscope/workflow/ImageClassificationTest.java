package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;
import org.junit.jupiter.api.Test;

class ImageClassificationTest {

    /** Nuclei of 4x4 pixels with gaps of 4: more than are classified at once. */
    private static final int ACROSS = 30;
    private static final int DOWN = 20;
    private static final int PLANES = 2;

    private final ImagePlus image = image();
    private final ImagePlus labels = labels();
    private final NucleusClassifier classifier = classifier();

    private static NucleusClassifier classifier() {
        Network network = Network.initialise(Architecture.parse("o3"), TensorShape.ofCrop(8),
                new Standardisation(100, 50), Initialisation.HE_NORMAL, 1);
        return new NucleusClassifier(network, NucleusClass.named(List.of("a", "b", "c")),
                new Preparation(new CropSettings(8, CropSettings.Scale.FIXED, CropSettings.Background.KEEP, false),
                        Optional.empty(), PixelSize.UNCALIBRATED, 1),
                new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
    }

    private static ImagePlus image() {
        ImageStack stack = new ImageStack(8 * ACROSS, 8 * DOWN);
        for (int z = 0; z < PLANES; z++) {
            ByteProcessor pixels = new ByteProcessor(8 * ACROSS, 8 * DOWN);
            for (int i = 0; i < pixels.getPixelCount(); i++) {
                pixels.set(i, (i * 31 + z * 7) % 251);
            }
            stack.addSlice(pixels);
        }
        return new ImagePlus("grid", stack);
    }

    private static ImagePlus labels() {
        ImageStack stack = new ImageStack(8 * ACROSS, 8 * DOWN);
        for (int z = 0; z < PLANES; z++) {
            ShortProcessor pixels = new ShortProcessor(8 * ACROSS, 8 * DOWN);
            for (int i = 0; i < ACROSS * DOWN; i++) {
                pixels.setValue(i + 1);
                pixels.setRoi(8 * (i % ACROSS) + 2, 8 * (i / ACROSS) + 2, 4, 4);
                pixels.fill();
            }
            stack.addSlice(pixels);
        }
        return new ImagePlus("labels", stack);
    }

    private ImageClassification classification(boolean keepLabels) {
        return new ImageClassification(image, classifier, Signal.FIRST, NucleusSource.labelImage(labels, image),
                keepLabels);
    }

    /** Cancels when so many of {@code all} are done. */
    private static ImageClassification.Listener cancelling(double share, List<Long> steps) {
        return new ImageClassification.Listener() {
            private double reached;

            @Override
            public void progress(long done, long all) {
                steps.add(done);
                reached = (double) done / all;
            }

            @Override
            public boolean isCancelled() {
                return reached >= share;
            }
        };
    }

    @Test
    void fewAtATimeIsAsAllAtOnce() {
        List<Long> steps = new ArrayList<>();
        ImageClassification.Outcome outcome = classification(true).run(cancelling(2, steps));
        NucleusSource source = NucleusSource.labelImage(labels, image);
        ClassifiedImage whole;
        try (ImageClassifier images = new ImageClassifier(classifier)) {
            whole = images.classify("grid", Planes.of(image, Signal.FIRST).stream().map(source::nuclei).toList(),
                    PixelSize.UNCALIBRATED);
        }
        assertEquals(PLANES * ACROSS * DOWN, outcome.image().nuclei().size());
        assertEquals(PLANES, outcome.done());
        assertEquals(PLANES, outcome.all());
        assertEquals(PLANES, outcome.labels().size());
        assertEquals(whole.cutOff(), outcome.image().cutOff());
        assertArrayEquals(whole.countPerClass(), outcome.image().countPerClass());
        for (int i = 0; i < whole.nuclei().size(); i++) {
            ClassifiedNucleus expected = whole.nuclei().get(i);
            ClassifiedNucleus actual = outcome.image().nuclei().get(i);
            assertEquals(expected.nucleus().label(), actual.nucleus().label());
            assertEquals(expected.z(), actual.z());
            // A mini-batch of another size may round another way.
            assertArrayEquals(expected.prediction().probabilities(), actual.prediction().probabilities(), 1e-5);
        }
        assertEquals(steps.stream().sorted().toList(), steps);
    }

    @Test
    void aPlaneThatIsCancelledHalfWayIsLeftOut() {
        List<Long> steps = new ArrayList<>();
        ImageClassification.Outcome outcome = classification(true).run(cancelling(0.6, steps));
        assertEquals(1, outcome.done());
        assertEquals(PLANES, outcome.all());
        assertEquals(ACROSS * DOWN, outcome.image().nuclei().size());
        assertEquals(1, outcome.labels().size());
        assertTrue(steps.get(steps.size() - 1) > 100, "the second plane had not begun: " + steps);
    }

    @Test
    void nothingIsDoneWhereItIsCancelledAtOnce() {
        ImageClassification.Outcome outcome = classification(false).run(cancelling(0, new ArrayList<>()));
        assertEquals(0, outcome.done());
        assertEquals(List.of(), outcome.image().nuclei());
    }

    @Test
    void labelsAreKeptOnRequestAlone() {
        assertEquals(List.of(), classification(false).run(cancelling(2, new ArrayList<>())).labels());
    }
}
