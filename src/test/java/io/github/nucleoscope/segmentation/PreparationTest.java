package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Centre;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import org.junit.jupiter.api.Test;

class PreparationTest {

    private static final Photometry TRANSMITTED = new Photometry.Density(new WhiteLevel(List.of(230.0, 235.0, 240.0)));

    private static Preparation preparation(Photometry photometry, Optional<Segmentation> segmentation) {
        return new Preparation(new CropSettings(64, Scale.FIXED, Background.KEEP, Normalisation.JOINT,
                new ChannelSelection.Colours(), photometry, Centre.NUCLEUS), segmentation, PixelSize.UNCALIBRATED,
                Signal.FIRST);
    }

    private static Segmentation classical(Polarity polarity) {
        return Segmentation.classical(SegmentationSettings.DEFAULT.withPolarity(polarity));
    }

    @Test
    void inTransmittedLightNucleiAreDarkByDefault() {
        Preparation madeElsewhere = preparation(TRANSMITTED, Optional.empty());
        assertEquals(SegmentationSettings.DEFAULT.withPolarity(Polarity.DARK), madeElsewhere.findingSettings());
        assertTrue(madeElsewhere.note(classical(Polarity.DARK)).orElseThrow().endsWith("for dark nuclei"));
        // The user chose it.
        assertEquals(Optional.empty(), madeElsewhere.note(classical(Polarity.BRIGHT)));
    }

    @Test
    void otherwiseTheyAreBright() {
        Preparation madeElsewhere = preparation(new Photometry.Stored(), Optional.empty());
        assertEquals(SegmentationSettings.DEFAULT, madeElsewhere.findingSettings());
        assertEquals(Optional.empty(), madeElsewhere.note(classical(Polarity.DARK)));
        assertEquals(Optional.empty(), madeElsewhere.note(classical(Polarity.BRIGHT)));
    }

    @Test
    void aModelThatKnowsHowKeepsToIt() {
        SegmentationSettings own = SegmentationSettings.DEFAULT.withPolarity(Polarity.DARK);
        Preparation preparation = preparation(new Photometry.Stored(), Optional.of(Segmentation.classical(own)));
        assertEquals(own, preparation.findingSettings());
        assertEquals(Optional.empty(), preparation.note(Segmentation.classical(own)));
    }
}
