package io.github.nucleoscope.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusFinder;
import io.github.nucleoscope.nuclei.Segmentation;
import io.github.nucleoscope.nuclei.Segmentation.Method;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInSegmentationTest {

    private static SegmentedPlane found(Segmentation segmentation) throws IOException {
        Plane plane = Planes.of(ImageFiles.read(Path.of("test-images/images/field_01.tif")), 1).get(0);
        try (NucleusFinder finder = BuiltInSegmentation.open(segmentation)) {
            return finder.find(plane);
        }
    }

    private static List<Integer> areas(SegmentedPlane plane) {
        return plane.nuclei().stream().map(Nucleus::area).toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachMethodIsOpenedAndSaysNothingOfAnImageThatItKnows(Method method) throws IOException {
        Segmentation segmentation = BuiltInSegmentation.of(method, SegmentationSettings.DEFAULT, Colour.LUMINANCE);
        assertEquals(method, segmentation.method());
        SegmentedPlane found = found(segmentation);
        assertTrue(found.nuclei().size() > 10, found.nuclei().size() + " nuclei");
        assertEquals(List.of(), found.notes());
    }

    /** A model of an earlier version of Nucleoscope: the nuclei are found by the network that there is. */
    @Test
    void anotherNetworkThanTheModelsIsNamed() throws IOException {
        Segmentation now = BuiltInSegmentation.of(Method.AUTOMATIC, SegmentationSettings.DEFAULT, Colour.LUMINANCE);
        Segmentation before = new Segmentation(now.method(), now.settings(), Optional.of("0".repeat(64)));
        try (NucleusFinder same = BuiltInSegmentation.open(now);
                NucleusFinder other = BuiltInSegmentation.open(before)) {
            assertEquals(Optional.empty(), same.note());
            assertEquals(Optional.of(BuiltInSegmentation.OTHER_NETWORK), other.note());
        }
        SegmentedPlane found = found(before);
        assertEquals(List.of(), found.notes());
        assertEquals(areas(found(now)), areas(found));
    }

    @Test
    void theNetworkIsWhatFindsThem() throws IOException {
        SegmentedPlane classical = found(Segmentation.classical(SegmentationSettings.DEFAULT));
        SegmentedPlane learned = found(BuiltInSegmentation.of(Method.LEARNED, SegmentationSettings.DEFAULT,
                Colour.LUMINANCE));
        assertNotEquals(areas(classical), areas(learned));
    }
}
