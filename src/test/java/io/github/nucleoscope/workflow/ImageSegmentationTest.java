package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.SliceStitching;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import org.junit.jupiter.api.Test;

class ImageSegmentationTest {

    /** Three discs in each slice, at the same places. */
    private static ImagePlus stack(int slices) {
        ImageStack stack = new ImageStack(120, 60);
        for (int z = 0; z < slices; z++) {
            ByteProcessor plane = new ByteProcessor(120, 60);
            plane.setValue(200);
            for (int i = 0; i < 3; i++) {
                plane.fillOval(10 + 35 * i, 20, 20, 20);
            }
            stack.addSlice(plane);
        }
        return new ImagePlus("discs", stack);
    }

    /** Cancels before the plane of this number. */
    private static final class Recorder implements ImageSegmentation.Listener {

        private final List<String> events = new ArrayList<>();
        private final List<SegmentedPlane> planes = new ArrayList<>();
        private final int last;

        private Recorder(int last) {
            this.last = last;
        }

        @Override
        public void progress(int done, int all) {
            events.add(done + " of " + all);
        }

        @Override
        public void found(SegmentedPlane plane) {
            events.add("plane " + plane.plane().z());
            planes.add(plane);
        }

        @Override
        public boolean isCancelled() {
            return planes.size() == last;
        }
    }

    private static ImageSegmentation.Outcome run(ImagePlus image, boolean stitch, Recorder recorder) {
        try (NucleusFinder finder = new ClassicalFinder(SegmentationSettings.DEFAULT)) {
            return new ImageSegmentation(image, finder, Polarity.BRIGHT, Signal.FIRST, stitch).run(recorder);
        }
    }

    @Test
    void planesAreFoundInOrder() {
        Recorder recorder = new Recorder(Integer.MAX_VALUE);
        ImageSegmentation.Outcome outcome = run(stack(3), false, recorder);
        assertEquals(List.of("0 of 3", "plane 1", "1 of 3", "plane 2", "2 of 3", "plane 3"), recorder.events);
        assertEquals(List.of(3, 3, 3), recorder.planes.stream().map(plane -> plane.nuclei().size()).toList());
        assertEquals(new ImageSegmentation.Outcome(3, 3, List.of(), 0, 0, outcome.diameter()), outcome);
        double median = recorder.planes.stream().mapToDouble(plane -> plane.diameter().getAsDouble()).sorted()
                .toArray()[1];
        assertEquals(median, outcome.diameter().getAsDouble());
    }

    @Test
    void stitchedNucleiCountOnce() {
        Recorder recorder = new Recorder(Integer.MAX_VALUE);
        assertEquals(3, run(stack(2), true, recorder).stitched());
        assertEquals(recorder.planes.get(0).nuclei().stream().map(nucleus -> nucleus.label()).toList(),
                recorder.planes.get(1).nuclei().stream().map(nucleus -> nucleus.label()).toList());
    }

    @Test
    void oneSliceCannotBeStitched() {
        assertEquals(List.of(new SliceStitching.OneSlice()), run(stack(1), true, new Recorder(9)).warnings());
    }

    @Test
    void aCancellationKeepsWhatIsDone() {
        Recorder recorder = new Recorder(2);
        ImageSegmentation.Outcome outcome = run(stack(3), false, recorder);
        assertEquals(2, outcome.done());
        assertEquals(3, outcome.all());
        assertEquals(2, recorder.planes.size());
        assertEquals(0, run(stack(3), false, new Recorder(0)).done());
    }
}
