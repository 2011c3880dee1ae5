package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static String fingerprint(String secondClass, String source, int classIndex, float pixel) {
        float[] pixels = new float[64];
        pixels[63] = pixel;
        Crop crop = new Crop(CropPixels.of(pixels, 8, 1), source, 1);
        return Fingerprint.sha256(new Dataset(List.of("x", secondClass), List.of(new LabelledCrop(crop, classIndex))));
    }

    @Test
    void everythingThatTellsDatasetsApartCounts() {
        String first = fingerprint("y", "a.tif", 0, 1);
        assertTrue(first.matches("[0-9a-f]{64}"), first);
        assertEquals(first, fingerprint("y", "a.tif", 0, 1));
        Set<String> all = new HashSet<>(List.of(first, fingerprint("z", "a.tif", 0, 1),
                fingerprint("y", "b.tif", 0, 1), fingerprint("y", "a.tif", 1, 1), fingerprint("y", "a.tif", 0, 2)));
        assertEquals(5, all.size());
    }
}
