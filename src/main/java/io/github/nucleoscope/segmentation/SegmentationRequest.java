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
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * What is asked of the segmentation, and the one rule that says what becomes of it.
 *
 * <ul>
 * <li>A network, be it that of {@link Method#LEARNED}, of {@link Method#AUTOMATIC} or of a model that is given, uses
 * the polarity, the areas and the border. It ignores the {@link ClassicalSetting}s: where one of them was asked for,
 * that is a contradiction; one that merely comes along, such as from a classifier, is left out.
 * <li>{@link Method#AUTOMATIC} is the classical method where that is what the settings are for: with another threshold
 * than {@value SegmentationSettings#AUTO}, without splitting or filling, for dark nuclei or in a stain.
 * <li>A model that is given finds the nuclei, as {@link Method#LEARNED}; another method contradicts it.
 * <li>The threshold {@value SegmentationSettings#AUTO} measures what sigma and local radius say: asking for them
 * contradicts it.
 * <li>Dark nuclei contradict a stain, which makes nuclei bright.
 * </ul>
 *
 * @param method that was asked for, or that a classifier has; empty where there is neither, which is
 *     {@link Method#AUTOMATIC}
 * @param model whether the user gave a model that finds nuclei
 * @param settings all of them
 * @param asked which of them the user asked for
 * @param colour what of a colour image is looked at
 */
public record SegmentationRequest(Optional<Method> method, boolean model, SegmentationSettings settings,
        Set<ClassicalSetting> asked, Colour colour) {

    public SegmentationRequest {
        asked = Set.copyOf(asked);
    }

    /** By default, of images of this colour. */
    public static SegmentationRequest byDefault(Colour colour) {
        return new SegmentationRequest(Optional.empty(), false, SegmentationSettings.DEFAULT, Set.of(), colour);
    }

    /** What does not go together; mostly nothing. */
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
        DarkInStain.of(settings.polarity(), colour).ifPresent(contradictions::add);
        return contradictions;
    }

    /** By which method nuclei are found, where nothing contradicts. */
    public Method resolved() {
        if (model) {
            return Method.LEARNED;
        }
        Method wanted = method.orElse(Method.AUTOMATIC);
        return wanted == Method.AUTOMATIC && !suitsNetwork() ? Method.CLASSICAL : wanted;
    }

    /** Whether a model that learned from bright nuclei on dark ground does all that the settings say. */
    private boolean suitsNetwork() {
        return settings.threshold().equals(SegmentationSettings.AUTO) && settings.split() && settings.fillHoles()
                && settings.polarity() == Polarity.BRIGHT && !colour.isStain();
    }

    /** In the order of the constants. */
    private Set<ClassicalSetting> asked(EnumSet<ClassicalSetting> of) {
        of.retainAll(asked);
        return of;
    }
}
