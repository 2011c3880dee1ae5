package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationRequest;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.learned.LearnedFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentationMethodsTest {

    private static SegmentedPlane found(Segmentation segmentation) throws IOException {
        Plane plane = Planes.of(ImageFiles.read(Path.of("test-images/images/field_01.tif")), 1).get(0);
        try (NucleusFinder finder = SegmentationMethods.open(segmentation)) {
            return finder.find(plane);
        }
    }

    private static Segmentation segmentation(Method method) throws IOException {
        return SegmentationMethods.of(new SegmentationRequest(Optional.of(method), false, SegmentationSettings.DEFAULT,
                Set.of(), Colour.LUMINANCE), Optional.empty());
    }

    private static Segmentation byModel(String nameOrFile) throws IOException {
        return new Segmentation(Method.LEARNED, SegmentationSettings.DEFAULT,
                Optional.of(SegmentationModelFile.open(nameOrFile)));
    }

    private static List<Integer> areas(SegmentedPlane plane) {
        return plane.nuclei().stream().map(Nucleus::area).toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachMethodIsOpenedAndSaysNothingOfAnImageThatItKnows(Method method) throws IOException {
        Segmentation segmentation = segmentation(method);
        assertEquals(method, segmentation.method());
        SegmentedPlane found = found(segmentation);
        assertTrue(found.nuclei().size() > 10, found.nuclei().size() + " nuclei");
        assertEquals(List.of(), found.notes());
    }

    /** A model of an earlier version of Nucleoscope: the nuclei are found by the network that there is. */
    @Test
    void anotherNetworkThanTheModelsIsNamed() throws IOException {
        Segmentation now = SegmentationMethods.byDefault(Colour.LUMINANCE);
        Segmentation before = new Segmentation(now.method(), now.settings(),
                Optional.of(SegmentationNetwork.builtIn("0".repeat(64))));
        try (NucleusFinder same = SegmentationMethods.open(now);
                NucleusFinder other = SegmentationMethods.open(before)) {
            assertEquals(List.of(), same.notes(Signal.FIRST));
            assertEquals(List.of(SegmentationMethods.OTHER_NETWORK), other.notes(Signal.FIRST));
        }
        SegmentedPlane found = found(before);
        assertEquals(List.of(), found.notes());
        assertEquals(areas(found(now)), areas(found));
    }

    @Test
    void aNetworkOfTheUsersOwnFindsThemAlsoWhereItsFileIsGone(@TempDir Path folder) throws IOException {
        Path file = OwnNetwork.write(folder.resolve("own" + ModelFile.EXTENSION));
        Segmentation own = byModel(file.toString());
        SegmentedPlane expected;
        Plane plane = Planes.of(ImageFiles.read(Path.of("test-images/images/field_01.tif")), 1).get(0);
        try (NucleusFinder finder = new LearnedFinder(SegmentationModelFile.read(file),
                SegmentationSettings.DEFAULT, false)) {
            expected = finder.find(plane);
        }
        Files.delete(file);
        try (NucleusFinder finder = SegmentationMethods.open(own)) {
            assertEquals(List.of(), finder.notes(Signal.FIRST));
            assertEquals(areas(expected), areas(finder.find(plane)));
        }
        assertNotEquals(areas(expected), areas(found(byModel(SegmentationModelFile.FLUORESCENCE))));
    }

    /** Of a later version that does something else with the same file, or of a file that was made up. */
    @Test
    void aNetworkThatIsNotTheOneThatIsNamedIsTold(@TempDir Path folder) throws IOException {
        SegmentationNetwork own = SegmentationModelFile.open(
                OwnNetwork.write(folder.resolve("own" + ModelFile.EXTENSION)).toString());
        for (String sha256 : List.of("0".repeat(64), SegmentationModelFile.fluorescenceSha256())) {
            Segmentation other = new Segmentation(Method.LEARNED, SegmentationSettings.DEFAULT,
                    Optional.of(SegmentationNetwork.userSupplied(sha256, own.opened().orElseThrow(),
                            own.file().orElseThrow())));
            try (NucleusFinder finder = SegmentationMethods.open(other)) {
                assertEquals(List.of(SegmentationMethods.OTHER_NETWORK), finder.notes(Signal.FIRST));
            }
        }
    }

    @Test
    void theNetworkIsWhatFindsThem() throws IOException {
        SegmentedPlane classical = found(Segmentation.classical(SegmentationSettings.DEFAULT));
        SegmentedPlane learned = found(segmentation(Method.LEARNED));
        assertNotEquals(areas(classical), areas(learned));
    }
}
