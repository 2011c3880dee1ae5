package io.github.nucleoscope.segmentation;

import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/** Why what is asked for does not go together. */
public sealed interface Contradiction {

    /**
     * A network is to find the nuclei, and it ignores settings that were asked for.
     *
     * @param settings one or more
     * @param model whether it is a model that was given; otherwise the method is {@link Method#LEARNED}
     */
    record IgnoredByNetwork(Set<ClassicalSetting> settings, boolean model) implements Contradiction {}

    /**
     * The threshold is {@value SegmentationSettings#AUTO}, which measures in the image what was asked for.
     *
     * @param settings {@link ClassicalSetting#SIGMA}, {@link ClassicalSetting#LOCAL_RADIUS} or both
     */
    record MeasuredByAuto(Set<ClassicalSetting> settings) implements Contradiction {}

    /**
     * A model was given, and a method that finds nuclei without it.
     *
     * @param method was asked for; not {@link Method#LEARNED}
     */
    record ModelWithMethod(Method method) implements Contradiction {}

    /**
     * The nuclei are to be dark, and are bright in the stain.
     *
     * @param stain one for which {@link Colour#isStain}
     */
    record DarkInStain(Colour stain) implements Contradiction {

        /** Whether it is so: empty where it is not. */
        static Optional<DarkInStain> of(Polarity polarity, Colour colour) {
            return polarity == Polarity.DARK && colour.isStain() ? Optional.of(new DarkInStain(colour))
                    : Optional.empty();
        }
    }
}
