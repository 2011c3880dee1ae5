package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import org.junit.jupiter.api.Test;

class SegmentationRequestTest {

    private static SegmentationRequest request(SegmentationCases one) {
        Set<ClassicalSetting> asked = EnumSet.noneOf(ClassicalSetting.class);
        if (one.otsu()) {
            asked.add(ClassicalSetting.THRESHOLD);
        }
        if (one.sigma()) {
            asked.add(ClassicalSetting.SIGMA);
        }
        if (one.localRadius()) {
            asked.add(ClassicalSetting.LOCAL_RADIUS);
        }
        if (one.noSplit()) {
            asked.add(ClassicalSetting.SPLIT);
        }
        if (one.noFill()) {
            asked.add(ClassicalSetting.FILL_HOLES);
        }
        return new SegmentationRequest(one.method(), one.model(), one.settings(), asked, one.colour());
    }

    @Test
    void theRuleIsWhatIsDocumented() {
        SegmentationCases.all().forEach(one -> {
            SegmentationRequest request = request(one);
            assertEquals(one.documented().isEmpty(), !request.contradictions().isEmpty(), one.toString());
            one.documented().ifPresent(method -> assertEquals(method, request.resolved(), one.toString()));
        });
    }

    @Test
    void whatContradictsIsNamed() {
        SegmentationSettings settings = SegmentationSettings.DEFAULT;
        Set<ClassicalSetting> asked = Set.of(ClassicalSetting.FILL_HOLES, ClassicalSetting.SIGMA);
        assertEquals(List.of(new Contradiction.IgnoredByNetwork(asked, false)),
                new SegmentationRequest(Optional.of(Method.LEARNED), false, settings, asked, Colour.RED)
                        .contradictions());
        assertEquals(List.of(new Contradiction.IgnoredByNetwork(asked, true)),
                new SegmentationRequest(Optional.empty(), true, settings, asked, Colour.RED).contradictions());
        assertEquals(List.of(new Contradiction.MeasuredByAuto(Set.of(ClassicalSetting.SIGMA))),
                new SegmentationRequest(Optional.of(Method.CLASSICAL), false, settings, asked, Colour.RED)
                        .contradictions());
        assertEquals(List.of(new Contradiction.ModelWithMethod(Method.CLASSICAL),
                new Contradiction.DarkInStain(Colour.GIEMSA)),
                new SegmentationRequest(Optional.of(Method.CLASSICAL), true, settings.withPolarity(Polarity.DARK),
                        asked, Colour.GIEMSA).contradictions());
    }

    /** Settings inherited from a classifier are not given by the user: a network ignores them. */
    @Test
    void whatWasNotAskedForContradictsNothing() {
        SegmentationRequest request = new SegmentationRequest(Optional.of(Method.LEARNED), false,
                SegmentationSettings.DEFAULT.withThreshold("Li").withSplit(false), Set.of(), Colour.LUMINANCE);
        assertEquals(List.of(), request.contradictions());
        assertEquals(Method.LEARNED, request.resolved());
    }

    @Test
    void aModelIsHeldToTheRuleToo() {
        assertThrows(InputException.class, () -> new Preparation(CropSettings.DEFAULT,
                Optional.of(Segmentation.classical(SegmentationSettings.DEFAULT.withPolarity(Polarity.DARK))),
                PixelSize.UNCALIBRATED, new Signal(Signal.FIRST.channel(), Colour.GIEMSA)));
    }

    /** Recorded from version 132da26, whose checkpoints contain these texts: resuming them must still work. */
    @Test
    void theIdentityOfAWayToFindNucleiStays() {
        assertEquals("Segmentation[method=LEARNED, settings=SegmentationSettings[sigma=2.5, method=Otsu, "
                + "polarity=BRIGHT, localRadius=50, split=true, minArea=12, maxArea=3456, keepBorder=true, "
                + "fillHoles=true], network=Optional["
                + "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b]]",
                new Segmentation(Method.LEARNED, SegmentationSettings.DEFAULT.withArea(12, 3456).withSigma(2.5)
                        .withThreshold("otsu"), Optional.of(SegmentationNetwork.builtIn("0b".repeat(32)))).identity());
        assertEquals("Segmentation[method=CLASSICAL, settings=SegmentationSettings[sigma=1.0E-5, method=Local, "
                + "polarity=DARK, localRadius=17, split=false, minArea=3, maxArea=400, keepBorder=false, "
                + "fillHoles=false], network=Optional.empty]",
                Segmentation.classical(new SegmentationSettings(1e-5, "Local", Polarity.DARK, 17, false, 3, 400, false,
                        false, false, Optional.empty())).identity());
        assertTrue(Segmentation.classical(SegmentationSettings.DEFAULT.withDiameter(Optional.of(
                NucleusDiameter.parse("9.5um")))).identity().contains("fillHoles=true, diameter=9.5 \u00b5m]"));
    }
}
