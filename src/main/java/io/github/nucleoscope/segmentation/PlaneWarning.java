package io.github.nucleoscope.segmentation;

import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/** What is suspicious about a plane, or about the nuclei that were found in it. */
public sealed interface PlaneWarning extends Problem {

    /** No pixel differs from another. */
    record AllPixelsEqual() implements PlaneWarning {
        @Override
        public String text() {
            return "all pixels are equal: is this the channel of the nuclei?";
        }
    }

    /**
     * The histogram looks like one of nuclei of the other polarity.
     *
     * @param looked what the nuclei look like
     */
    record OppositePolarity(Polarity looked) implements PlaneWarning {
        @Override
        public String text() {
            return looked == Polarity.DARK ? "the nuclei look darker than the background: choose dark nuclei"
                    : "the nuclei look brighter than the background: choose bright nuclei";
        }

        @Override
        public Optional<Remedy> remedy() {
            return Optional.of(looked == Polarity.DARK ? Remedy.DARK_NUCLEI : Remedy.BRIGHT_NUCLEI);
        }
    }

    /** Nothing was found. */
    record NoNuclei() implements PlaneWarning {
        @Override
        public String text() {
            return "no nuclei were found: check the channel, the focus, whether nuclei are bright or dark, and the "
                    + "smallest area";
        }
    }

    /**
     * More of the image is nuclei than hardly ever is.
     *
     * @param share of the pixels, above 0 to 1
     */
    record MostlyNuclei(double share) implements PlaneWarning {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "the nuclei cover %.0f %% of the image: check whether they are bright or "
                    + "dark, or choose another method", 100 * share);
        }
    }

    /**
     * The camera's scale ends within the nuclei.
     *
     * @param share of the pixels that have this value, above 0 to 1
     * @param value where the scale ends
     */
    record Saturated(double share, float value) implements PlaneWarning {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "%.1f %% of the pixels are saturated at %s: expose for less time; the "
                    + "intensities of these nuclei are not what they were", 100 * share,
                    Float.toString(value).replaceAll("\\.0$", ""));
        }
    }

    /** The edges of the nuclei are wide. */
    record Blurred() implements PlaneWarning {
        @Override
        public String text() {
            return "the nuclei are blurred: their outlines are uncertain; focus, or leave this image out";
        }
    }

    /** What the method that found the nuclei says. */
    record Noted(String text) implements PlaneWarning {}
}
