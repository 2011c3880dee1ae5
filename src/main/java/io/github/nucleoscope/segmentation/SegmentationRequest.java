package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.Contradiction.DarkInStain;
import io.github.nucleoscope.segmentation.Contradiction.IgnoredByNetwork;
import io.github.nucleoscope.segmentation.Contradiction.MeasuredByAuto;
import io.github.nucleoscope.segmentation.Contradiction.ModelWithMethod;
import io.github.nucleoscope.segmentation.Contradiction.UnusedDiameter;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * A request for a segmentation, and the one rule that turns it into a method.
 *
 * <ul>
 * <li>A network, be it that of {@link Method#LEARNED}, of {@link Method#AUTOMATIC} or of a given model, uses the
 * polarity, the areas, the border and the diameter. It ignores the {@link ClassicalSetting}s: if the user gave one of
 * them, that is a contradiction; one that was merely inherited, for example from a classifier, is dropped.
 * <li>{@link Method#AUTOMATIC} is the classical method if the settings require it: with a threshold other than
 * {@value SegmentationSettings#AUTO}, without splitting or hole filling, for dark nuclei or in a stain.
 * <li>A given model finds the nuclei, as {@link Method#LEARNED}; another method contradicts it.
 * <li>The threshold {@value SegmentationSettings#AUTO} measures what sigma and local radius specify: giving them
 * contradicts it.
 * <li>The other thresholds do not depend on the size of the nuclei: giving a diameter contradicts them.
 * <li>Dark nuclei contradict a stain, which makes nuclei bright.
 * </ul>
 *
 * @param method method given by the user or taken from a classifier; empty if there is neither, which means
 *     {@link Method#AUTOMATIC}
 * @param model whether the user gave a model that finds nuclei
 * @param settings all settings
 * @param asked settings that the user gave explicitly
 * @param colour component of a colour image that is used
 */
public record SegmentationRequest(Optional<Method> method, boolean model, SegmentationSettings settings,
        Set<ClassicalSetting> asked, Colour colour) {

    public SegmentationRequest {
        asked = Set.copyOf(asked);
    }

    /** Returns the request for the method that suits the settings and images of this colour. */
    public static SegmentationRequest byDefault(SegmentationSettings settings, Colour colour) {
        return new SegmentationRequest(Optional.empty(), false, settings, Set.of(), colour);
    }

    /** Returns the contradictions; usually empty. */
    public List<Contradiction> contradictions() {
        List<Contradiction> contradictions = new ArrayList<>();
        Set<ClassicalSetting> measured = asked(EnumSet.of(ClassicalSetting.SIGMA, ClassicalSetting.LOCAL_RADIUS));
        if (model && method.isPresent() && method.get() != Method.LEARNED) {
            contradictions.add(new ModelWithMethod(method.get()));
        } else if (resolved() == Method.LEARNED && !asked.isEmpty()) {
            contradictions.add(new IgnoredByNetwork(asked(EnumSet.allOf(ClassicalSetting.class)), model));
        } else if (settings.threshold().equals(SegmentationSettings.AUTO) && !measured.isEmpty()) {
            contradictions.add(new MeasuredByAuto(measured));
        }
        if (resolved() == Method.CLASSICAL && settings.diameter().isPresent()
                && !settings.threshold().equals(SegmentationSettings.AUTO)) {
            contradictions.add(new UnusedDiameter(settings.threshold()));
        }
        DarkInStain.of(settings.polarity(), colour).ifPresent(contradictions::add);
        return contradictions;
    }

    /** Returns the method by which nuclei are found if there is no contradiction. */
    public Method resolved() {
        if (model) {
            return Method.LEARNED;
        }
        Method wanted = method.orElse(Method.AUTOMATIC);
        return wanted == Method.AUTOMATIC && !suitsNetwork() ? Method.CLASSICAL : wanted;
    }

    /** Whether a model trained on bright nuclei on a dark background can do all that the settings require. */
    private boolean suitsNetwork() {
        return settings.threshold().equals(SegmentationSettings.AUTO) && settings.split() && settings.fillHoles()
                && settings.polarity() == Polarity.BRIGHT && !colour.isStain();
    }

    /** Returns explicitly given settings in the order of the constants. */
    private Set<ClassicalSetting> asked(EnumSet<ClassicalSetting> of) {
        of.retainAll(asked);
        return of;
    }
}
