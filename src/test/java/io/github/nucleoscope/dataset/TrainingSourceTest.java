package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.NucleusFinders;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import org.junit.jupiter.api.Test;

/** What all sources share, and whole images by folder. */
class TrainingSourceTest extends TrainingFolder {

    private static int widthOfNucleus(Crop crop) {
        TreeSet<Integer> columns = new TreeSet<>();
        for (int i = 0; i < crop.values().length; i++) {
            if (crop.values()[i] > 0) {
                columns.add(i % 32);
            }
        }
        return columns.last() - columns.first() + 1;
    }

    @Test
    void everyNucleusOfAnImageIsOfItsFoldersClass() throws IOException {
        save(discs(30, 30, 90, 30), "treated/one.tif");
        save(discs(50, 30), "control/one.tif");
        TrainingSet set = read(true);
        assertEquals(List.of("control", "treated"), set.dataset().classNames());
        assertEquals(1, set.dataset().countPerClass()[0]);
        assertEquals(2, set.dataset().countPerClass()[1]);
        // Two images of one name in two folders are two images.
        assertEquals(List.of("control/one.tif", "treated/one.tif"), sources(set));
        assertEquals(Segmentation.classical(SegmentationSettings.DEFAULT),
                set.preparation().segmentation().orElseThrow());
    }

    @Test
    void cropsAreResampledToThePixelSizeOfTheFirstImage() throws IOException {
        save(calibrated(discs(30, 30, 90, 30), 0.5, "um"), "a/coarse.tif");
        save(calibrated(discs(30, 30, 90, 30), 0.25, "um"), "b/fine.tif");
        TrainingSet set = read(true);
        assertEquals(new PixelSize(0.5, 0.5, "\u00b5m"), set.preparation().pixelSize());
        // The second image's pixels are half as wide: its discs are half as wide in the crops.
        assertEquals(20, widthOfNucleus(set.dataset().crops().get(0).crop()), 2);
        assertEquals(10, widthOfNucleus(set.dataset().crops().get(2).crop()), 1);
    }

    private static Origin firstOrigin(TrainingSet set) {
        return set.dataset().crops().get(0).origin().orElseThrow();
    }

    @Test
    void cropsKnowTheirFileAndPlace() throws IOException {
        save(discs(90, 30), "a/x.tif");
        save(discs(30, 30), "b/y.tif");
        Origin ofWhole = firstOrigin(read(true));
        assertEquals(folder.resolve("a/x.tif"), ofWhole.image().file().orElseThrow());
        // The segmentation may move the disc's edge by a pixel.
        assertEquals(80, ofWhole.outline().orElseThrow().min(0), 1);
        assertEquals(99, ofWhole.outline().orElseThrow().max(0), 1);
        assertEquals(20, ofWhole.outline().orElseThrow().min(1), 1);
        Files.writeString(folder.resolve("points.csv"), "image,x,y,class\na/x.tif,90,30,c\nb/y.tif,30,30,d\n");
        Origin ofPoint = firstOrigin(TrainingSource.of(folder.resolve("points.csv"), null, false, SETTINGS)
                .read(FileProgress.NONE));
        assertEquals(folder.resolve("a/x.tif").toAbsolutePath(), ofPoint.image().file().orElseThrow());
        assertEquals(80, ofPoint.outline().orElseThrow().min(0), 1);
        assertEquals(List.of(1, 1), List.of(ofPoint.z(), ofPoint.t()));
    }

    @Test
    void aReadyMadeCropIsAFileOfItsOwn() throws IOException {
        save(crop(30, 0, 150), "a/field__1.tif");
        save(crop(30, 0, 150), "b/field__2.tif");
        Origin origin = firstOrigin(read(false));
        assertEquals("field", origin.image().name());
        assertEquals(folder.resolve("a/field__1.tif"), origin.image().file().orElseThrow());
        assertTrue(origin.outline().isEmpty());
    }

    private TrainingSet read(NucleusFinders finders) throws IOException {
        return TrainingSource.of(folder, null, true, ReadSettings.forTraining(CROPS,
                SETTINGS.segmentation(), finders, SETTINGS.signal())).read(FileProgress.NONE);
    }

    @Test
    void whereNothingFindsNucleiTheReasonIsSaid() throws IOException {
        save(discs(30, 30), "a/x.tif");
        save(discs(30, 30), "b/y.tif");
        InputException e = assertThrows(InputException.class, () -> read(segmentation -> {
            throw new IOException("the network is gone");
        }));
        assertEquals("the network is gone", e.getMessage());
    }

    /** Finds nuclei by the classical method, and has something to say about it. */
    private record Talkative(NucleusFinder finder) implements NucleusFinder {

        @Override
        public SegmentedPlane find(Plane plane) {
            return finder.find(plane).withNote("the plane is odd");
        }

        @Override
        public String method() {
            return finder.method();
        }

        @Override
        public int threads() {
            return finder.threads();
        }

        @Override
        public List<String> notes(Signal signal) {
            return List.of("the network is another");
        }

        @Override
        public void close() {
            finder.close();
        }
    }

    @Test
    void whatTheMethodSaysIsSaidOnceHoweverManyImagesThereAre() throws IOException {
        for (String name : List.of("a/1", "a/2", "b/3", "b/4")) {
            save(discs(30, 30), name + ".tif");
        }
        List<String> expected = List.of("the network is another", "a/1.tif: the plane is odd; the same of 3 more");
        NucleusFinders finders = segmentation -> new Talkative(new ClassicalFinder(segmentation.settings()));
        assertEquals(expected, read(finders).warnings());
        // Also where there is nothing else to say.
        for (String name : List.of("a/1", "a/2", "b/3", "b/4")) {
            save(discs(), name + ".tif");
        }
        String message = assertThrows(InputException.class, () -> read(finders)).getMessage();
        assertTrue(message.endsWith("the first problem: a/1.tif: the plane is odd; the same of 3 more"), message);
    }

    @Test
    void thePathTellsWhatItIs() throws IOException {
        assertThrows(InputException.class, () -> TrainingSource.of(folder, null, false, SETTINGS));
        assertThrows(InputException.class,
                () -> TrainingSource.of(folder.resolve("gone"), null, false, SETTINGS));
        save(discs(30, 30), "x.tif");
        assertInstanceOf(RoiGroups.class, TrainingSource.of(folder, null, false, SETTINGS));
        save(discs(30, 30), "a/x.tif");
        assertInstanceOf(CropFolders.class, TrainingSource.of(folder, null, false, SETTINGS));
        assertInstanceOf(ImageFolders.class, TrainingSource.of(folder, null, true, SETTINGS));
        assertInstanceOf(PointTable.class, TrainingSource.of(folder.resolve("x.tif"), null, false, SETTINGS));
    }

    @Test
    void wholeImagesAreForSubfoldersOnly() throws IOException {
        save(discs(30, 30), "x.tif");
        Files.writeString(folder.resolve("x.csv"), "image,x,y,class\n");
        for (Path path : List.of(folder, folder.resolve("x.csv"))) {
            String message = assertThrows(InputException.class,
                    () -> TrainingSource.of(path, null, true, SETTINGS)).getMessage();
            assertTrue(message.startsWith(path + ": whole images whose nuclei are all of one class")
                    && message.lines().count() == 1, message);
        }
    }

    @Test
    void nucleiThatAreCutOffAreCounted() throws IOException {
        save(discs(30, 30, 90, 30), "a/1.tif");
        save(discs(30, 30), "b/2.tif");
        ReadSettings small = ClassicalReading.of(new CropSettings(16, Scale.FIXED, Background.ZERO, true), 1);
        TrainingSet set = TrainingSource.of(folder, null, true, small).read(FileProgress.NONE);
        assertEquals(List.of("3 nuclei are larger than the crops of 16 pixels, and parts were cut off: use larger "
                + "crops"), set.warnings());
        assertEquals(List.of(), read(true).warnings());
    }
}
