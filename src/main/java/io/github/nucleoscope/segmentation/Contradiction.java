package io.github.nucleoscope.segmentation;

import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/** Settings of a request that contradict each other. */
public sealed interface Contradiction {

    /**
     * A network is to find the nuclei, but settings that it ignores were given.
     *
     * @param settings the ignored settings, one or more
     * @param model whether a model was given; otherwise the method is {@link Method#LEARNED}
     */
    record IgnoredByNetwork(Set<ClassicalSetting> settings, boolean model) implements Contradiction {}

    /**
     * The threshold is {@value SegmentationSettings#AUTO}, which measures in the image what was given explicitly.
     *
     * @param settings {@link ClassicalSetting#SIGMA}, {@link ClassicalSetting#LOCAL_RADIUS} or both
     */
    record MeasuredByAuto(Set<ClassicalSetting> settings) implements Contradiction {}

    /**
     * The diameter of the nuclei was given, but a threshold is to find them that does not depend on it.
     *
     * @param threshold not {@value SegmentationSettings#AUTO}
     */
    record UnusedDiameter(String threshold) implements Contradiction {}

    /**
     * A model was given, together with a method that does not use it.
     *
     * @param method the method given; not {@link Method#LEARNED}
     */
    record ModelWithMethod(Method method) implements Contradiction {}

    /**
     * Dark nuclei were chosen, but nuclei are bright in the stain.
     *
     * @param stain a stain, see {@link Colour#isStain}
     */
    record DarkInStain(Colour stain) implements Contradiction {

        /** Returns this contradiction if it holds, otherwise empty. */
        static Optional<DarkInStain> of(Polarity polarity, Colour colour) {
            return polarity == Polarity.DARK && colour.isStain() ? Optional.of(new DarkInStain(colour))
                    : Optional.empty();
        }
    }
}
