package io.github.nucleoscope.segmentation;

import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/** Something suspicious about a plane, or about the nuclei found in it. */
public sealed interface PlaneWarning extends Problem {

    /** All pixels have the same value. */
    record AllPixelsEqual() implements PlaneWarning {
        @Override
        public String text() {
            return "all pixels are equal: is this the channel of the nuclei?";
        }
    }

    /**
     * The histogram looks like that of nuclei of the opposite polarity.
     *
     * @param apparent polarity that the nuclei appear to have
     */
    record OppositePolarity(Polarity apparent) implements PlaneWarning {
        @Override
        public String text() {
            return apparent == Polarity.DARK ? "the nuclei look darker than the background: choose dark nuclei"
                    : "the nuclei look brighter than the background: choose bright nuclei";
        }

        @Override
        public Optional<Correction> correction() {
            return Optional.of(apparent == Polarity.DARK ? Correction.DARK_NUCLEI : Correction.BRIGHT_NUCLEI);
        }
    }

    /** No nuclei were found. */
    record NoNuclei() implements PlaneWarning {
        @Override
        public String text() {
            return "no nuclei were found: check the channel, the focus, whether nuclei are bright or dark, and the "
                    + "smallest area";
        }
    }

    /**
     * Nuclei cover an implausibly large part of the image.
     *
     * @param share fraction of the pixels, above 0, at most 1
     */
    record MostlyNuclei(double share) implements PlaneWarning {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "the nuclei cover %.0f %% of the image: check whether they are bright or "
                    + "dark, or choose another method", 100 * share);
        }
    }

    /**
     * Nuclei are saturated: they reach the end of the camera's range.
     *
     * @param share fraction of the pixels that have this value, above 0, at most 1
     * @param value the end of the range
     */
    record Saturated(double share, float value) implements PlaneWarning {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "%.1f %% of the pixels are saturated at %s: use a shorter exposure; the "
                    + "intensities of these nuclei are wrong", 100 * share,
                    Float.toString(value).replaceAll("\\.0$", ""));
        }
    }

    /** The edges of the nuclei are wide. */
    record Blurred() implements PlaneWarning {
        @Override
        public String text() {
            return "the nuclei are blurred: their outlines are uncertain; refocus, or leave this image out";
        }
    }

    /** A note by the method that found the nuclei. */
    record MethodNote(String text) implements PlaneWarning {}
}
