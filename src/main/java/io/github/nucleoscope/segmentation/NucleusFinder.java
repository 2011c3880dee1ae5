package io.github.nucleoscope.segmentation;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentationSettings.Polarity;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import io.github.nucleoscope.nuclei.Segmenter;
import net.imglib2.util.Intervals;

/** Finds the nuclei of planes by one method or another. */
public interface NucleusFinder extends AutoCloseable {

    /** What {@link #automatic} notes where the network is not believed. */
    String UNKNOWN = "the network does not seem to know images like this one: the classical method found the nuclei;"
            + " check them";

    /** The nuclei of a plane. */
    SegmentedPlane find(Plane plane);

    /** By which method, in a word or two. */
    String method();

    /**
     * How many threads may find nuclei at a time, so that all processors are used: 1 where the method is not
     * thread-safe, as a network is, which uses them all for one plane.
     */
    int threads();

    /** Gives back what memory it holds. */
    @Override
    void close();

    /** The classical method, see {@link io.github.nucleoscope.nuclei.Segmenter}; thread-safe. */
    static NucleusFinder classical(SegmentationSettings settings) {
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return SegmentedPlane.of(plane, settings);
            }

            @Override
            public String method() {
                return "classical";
            }

            @Override
            public int threads() {
                return Runtime.getRuntime().availableProcessors();
            }

            @Override
            public void close() {}
        };
    }

    /** A learned method, see {@link LearnedSegmenter}. */
    static NucleusFinder learned(SegmentationModel model, LearnedSettings settings) {
        LearnedSegmenter segmenter = new LearnedSegmenter(model);
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                return SegmentedPlane.of(plane, segmenter.segment(plane.pixels(), settings));
            }

            @Override
            public String method() {
                return "learned";
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
    static boolean suitsLearned(SegmentationSettings settings, Colour colour) {
        return settings.method().equals(SegmentationSettings.AUTO) && settings.polarity() == Polarity.BRIGHT
                && settings.split() && settings.fillHoles() && !colour.isStain();
    }

    /**
     * The learned method; the classical one for planes that are too large to be held several times, and for those that
     * the network does not know, see {@link LearnedSegmenter#segmentKnown}.
     */
    static NucleusFinder automatic(SegmentationModel model, SegmentationSettings settings) {
        LearnedSegmenter learned = new LearnedSegmenter(model);
        LearnedSettings heeded = LearnedSettings.of(settings);
        return new NucleusFinder() {
            @Override
            public SegmentedPlane find(Plane plane) {
                if (Intervals.numElements(plane.pixels()) > Segmenter.LARGEST_WHOLE) {
                    return SegmentedPlane.of(plane, settings);
                }
                return learned.segmentKnown(plane.pixels(), heeded).map(labels -> SegmentedPlane.of(plane, labels))
                        .orElseGet(() -> SegmentedPlane.of(plane, settings).noted(UNKNOWN));
            }

            @Override
            public String method() {
                return "learned, classical above 16 megapixels";
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
