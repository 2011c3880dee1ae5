package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import org.junit.jupiter.api.Test;

class TrainingPartTest {

    private static final int VALUES = 3 * Textures.SIZE * Textures.SIZE;

    /** Two crops of three channels; pixels of the last one are all alike if it is blank. */
    private static Network network(boolean lastIsBlank) {
        List<LabelledCrop> crops = IntStream.range(0, 2).mapToObj(crop -> {
            float[] values = new float[VALUES];
            for (int i = 0; i < VALUES; i += 3) {
                values[i] = 10 + 20 * crop; // 10 and 30
                values[i + 1] = i % 2; // 0 and 1 in each crop: there are as many even as odd pixels
                values[i + 2] = lastIsBlank ? 7 : 200 - crop; // 200 and 199
            }
            return new LabelledCrop(new Crop(CropPixels.of(values, Textures.SIZE, 3), "image" + crop, 1), crop);
        }).toList();
        CropSettings settings = new CropSettings(Textures.SIZE, CropSettings.Scale.FIXED, CropSettings.Background.KEEP,
                Normalisation.NONE, new ChannelSelection.Colours(), new Photometry.Stored(),
                CropSettings.Centre.NUCLEUS);
        return new TrainingPart(new Dataset(List.of("a", "b"), crops), settings,
                SettingsOf.training(1e-3, 2, 1), Optional.empty()).initialise(Architecture.parse("2conv3x3 - o"));
    }

    @Test
    void eachChannelIsStandardisedByItsOwnPixels() {
        Network network = network(false);
        assertEquals(TensorShape.ofCrop(Textures.SIZE, 3), network.input());
        assertEquals(List.of(20.0, 0.5, 199.5), network.standardisation().means());
        assertEquals(List.of(10.0, 0.5, 0.5), network.standardisation().deviations());
    }

    /** Whatever another image shows there, the network has learned nothing about it. */
    @Test
    void aBlankChannelIsIgnored() {
        float[] pixel = {10, 0, 255};
        network(true).standardisation().apply(pixel, 0, 3);
        assertEquals(-1, pixel[0]);
        assertEquals(0, pixel[2], 1e-20);
    }
}
