package io.github.nucleoscope.segmentation.learned;

import java.util.List;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import net.imglib2.util.Intervals;

/** Finders of nuclei that have a network. */
public final class LearnedFinders {

    /** What {@link #automatic} notes where the network is not believed. */
    public static final String UNKNOWN = "the network does not seem to know images like this one: the classical method"
            + " found the nuclei; check them";

    /** What it notes where a plane is too large. */
    public static final String LARGE = "the plane has more than " + SegmentationSettings.LARGEST_WHOLE_MEGAPIXELS
            + " megapixels: the classical method found the nuclei";

    private LearnedFinders() {}

    /** A learned method, see {@link LearnedSegmenter}. */
    public static NucleusFinder learned(SegmentationModel model, LearnedSettings settings) {
        LearnedSegmenter segmenter = new LearnedSegmenter(model);
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return SegmentedPlane.found(plane, segmenter.segment(plane.pixels(), settings));
            }

            @Override
            public String method() {
                return "learned";
            }

            @Override
            public List<String> notes(Signal signal) {
                return model.note(signal).stream().toList();
            }

            @Override
            public int threads() {
                return 1;
            }

            @Override
            public void close() {
                segmenter.close();
            }
        };
    }

    /**
     * Whether a model that learned from bright nuclei on dark ground can do what is asked for: {@link #automatic} is
     * for this alone.
     *
     * @param colour what of a colour image is looked at
     */
    public static boolean suit(SegmentationSettings settings, Colour colour) {
        return settings.method().equals(SegmentationSettings.AUTO) && settings.polarity() == Polarity.BRIGHT
                && settings.split() && settings.fillHoles() && !colour.isStain();
    }

    /**
     * The learned method; the classical one for planes that are too large to be held several times, and for those that
     * the network does not know, see {@link LearnedSegmenter#segmentKnown}.
     */
    public static NucleusFinder automatic(SegmentationModel model, SegmentationSettings settings) {
        LearnedSegmenter learned = new LearnedSegmenter(model);
        LearnedSettings heeded = LearnedSettings.of(settings);
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                if (Intervals.numElements(plane.pixels()) > SegmentationSettings.LARGEST_WHOLE) {
                    return new ClassicalFinder(settings).find(plane).noted(LARGE);
                }
                return learned.segmentKnown(plane.pixels(), heeded).map(labels -> SegmentedPlane.found(plane, labels))
                        .orElseGet(() -> new ClassicalFinder(settings).find(plane).noted(UNKNOWN));
            }

            @Override
            public String method() {
                return "learned, classical where a warning says so";
            }

            @Override
            public int threads() {
                return 1;
            }

            @Override
            public void close() {
                learned.close();
            }
        };
    }
}
