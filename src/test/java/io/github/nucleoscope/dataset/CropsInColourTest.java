package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinders;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready-made crops and points in images of several channels. */
class CropsInColourTest {

    private static final CropRequest AUTO = CropRequest.AUTOMATIC;

    @TempDir
    private Path folder;

    private final Random random = new Random(7);

    private static CropRequest channels(String channels) {
        return new CropRequest(AUTO.size(), AUTO.scale(), AUTO.background(), AUTO.normalisation(),
                ChannelRequest.of(channels), false);
    }

    private static NucleusFinders finder() {
        return segmentation -> new ClassicalFinder(segmentation.settings());
    }

    private TrainingSet read(CropRequest request, Signal signal) throws IOException {
        return TrainingSource.of(folder, null, false, ReadSettings.forTraining(request,
                Segmentation.classical(SegmentationSettings.DEFAULT), finder(), signal))
                .read(FileProgress.NONE);
    }

    private void save(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageFiles.saveTiff(image, file);
    }

    /** A section: light, with colours. */
    private ImagePlus section(int size) {
        int[] pixels = random.ints(size * size, 0, 50).map(i -> 0xf0d0e0 - i * 0x010201).toArray();
        return new ImagePlus("section", new ColorProcessor(size, size, pixels));
    }

    private void twoClasses(int size) throws IOException {
        for (int i = 0; i < 3; i++) {
            save(section(size), "a/a" + i + ".tif");
            save(section(size), "b/b" + i + ".tif");
        }
    }

    @Test
    void cropsOfSectionsAreOpticalDensitiesOfThreeColours() throws IOException {
        twoClasses(40);
        TrainingSet set = read(AUTO, Signal.FIRST);
        assertEquals(new ChannelSelection.Colours(), set.preparation().crops().channels());
        assertTrue(set.preparation().crops().photometry() instanceof Photometry.Density);
        assertEquals(Background.KEEP, set.preparation().crops().background());
        assertEquals(40, set.preparation().crops().size());
        assertEquals(new TrainingSet.OpenChoices(true, true), set.open());
        assertTrue(set.preparation().images().orElseThrow().colour());
        assertEquals(40 * 40 * 3, set.dataset().crops().get(0).crop().values().length);
    }

    @Test
    void aStainThatWasChosenIsTakenForReadyMadeCrops() throws IOException {
        twoClasses(40);
        TrainingSet set = read(AUTO, new Signal(Signal.FIRST.channel(), Colour.HAEMATOXYLIN_EOSIN));
        assertEquals(1, set.preparation().crops().channels().count());
        set = read(channels("colour"), new Signal(Signal.FIRST.channel(), Colour.HAEMATOXYLIN_EOSIN));
        assertEquals(3, set.preparation().crops().channels().count());
    }

    @Test
    void aGreyCropAmongColouredOnesIsNamedAndLeftOut() throws IOException {
        twoClasses(40);
        save(IJ.createImage("grey", "RGB white", 40, 40, 1), "b/grey.tif");
        TrainingSet set = read(AUTO, Signal.FIRST);
        assertEquals(6, set.dataset().size());
        assertTrue(set.warnings().stream().anyMatch(warning -> warning.contains("grey.tif")
                && warning.contains("is grey, but the crops are to be in colour")), set.warnings()::toString);
    }

    /** Channels keep their 16 bits: the middle of a crop is that of the file. */
    @Test
    void channelsOfACompositeAreTakenByNameInTheOrderGiven() throws IOException {
        for (int i = 0; i < 4; i++) {
            ImagePlus image = IJ.createHyperStack("cell", 32, 32, 3, 1, 1, 16);
            for (int c = 1; c <= 3; c++) {
                image.getStack().setSliceLabel(List.of("DAPI", "pH3", "Actin").get(c - 1), c);
                for (int pixel = 0; pixel < 1024; pixel++) {
                    image.getStack().getProcessor(c).set(pixel, 1000 * c + 100 * i + pixel % 7);
                }
            }
            save(image, (i % 2 == 0 ? "a" : "b") + "/cell" + i + ".tif");
        }
        CropRequest request = new CropRequest(OptionalInt.of(32), Scale.FIXED, Background.KEEP,
                Optional.of(Normalisation.NONE), ChannelRequest.of("Actin,DAPI"), false);
        TrainingSet set = read(request, Signal.FIRST);
        assertEquals(List.of("DAPI", "pH3", "Actin"), set.preparation().images().orElseThrow().names());
        // Values up to 3,306: 12 significant bits.
        double unit = 255.0 / 4095;
        float[] values = set.dataset().crops().get(0).crop().values();
        assertEquals(3000 * unit, values[0], 1e-3);
        assertEquals(1000 * unit, values[1], 1e-3);
        assertEquals(3001 * unit, values[2], 1e-3);
        assertEquals(new TrainingSet.OpenChoices(false, false), set.open());
    }

    @Test
    void windowsAroundPointsNeedNoNuclei() throws IOException {
        ImagePlus image = section(120);
        save(image, "images/slide.tif");
        Path table = Files.writeString(folder.resolve("points.csv"),
                "image,x,y,class\nslide.tif,60,50,a\nslide.tif,3,4,b\nslide.tif,70,20,b\nslide.tif,500,20,a\n");
        CropRequest request = new CropRequest(OptionalInt.of(16), Scale.FIXED, Background.ZERO,
                Optional.of(Normalisation.NONE), ChannelRequest.of("auto"), true);
        TrainingSet set = TrainingSource.of(table, folder.resolve("images"), false, ReadSettings.forTraining(request,
                Segmentation.classical(SegmentationSettings.DEFAULT), finder(), Signal.FIRST))
                .read(FileProgress.NONE);
        assertEquals(3, set.dataset().size());
        assertTrue(set.warnings().stream().anyMatch(warning -> warning.contains("(500.0, 20.0) is outside")),
                set.warnings()::toString);
        assertEquals(Background.KEEP, set.preparation().crops().background());
        int[] pixels = (int[]) image.getProcessor().getPixels();
        // The window of 16 pixels around (60, 50) begins at (52, 42).
        var crop = set.dataset().crops().get(0).crop();
        for (int i = 0; i < 256; i++) {
            int rgb = pixels[(42 + i / 16) * 120 + 52 + i % 16];
            assertEquals(rgb >> 16 & 0xff, crop.pixels().stored(i % 16, i / 16, 0));
            assertEquals(rgb & 0xff, crop.pixels().stored(i % 16, i / 16, 2));
        }
        // The image's corner: what is outside is clear glass.
        var corner = set.dataset().crops().get(1).crop();
        assertEquals(0, corner.values()[0]);
    }

    @Test
    void aWholeSetCanBeCutSmallerAndNormalisedLater() throws IOException {
        twoClasses(64);
        TrainingSet set = read(AUTO, Signal.FIRST);
        TrainingSet smaller = set.with(48, Normalisation.NONE);
        assertEquals(48, smaller.preparation().crops().size());
        assertEquals(Normalisation.NONE, smaller.preparation().crops().normalisation());
        CropRequest same = new CropRequest(OptionalInt.of(48), Scale.FIXED, Background.KEEP,
                Optional.of(Normalisation.NONE), ChannelRequest.of("colour"), false);
        TrainingSet direct = read(same, Signal.FIRST);
        for (int i = 0; i < 6; i++) {
            assertArrayEquals(direct.dataset().crops().get(i).crop().values(),
                    smaller.dataset().crops().get(i).crop().values());
        }
    }

    @Test
    void aChannelThatIsNotThereIsRefused() throws IOException {
        twoClasses(40);
        String message = assertThrows(InputException.class, () -> read(channels("DAPI,pH3"), Signal.FIRST))
                .getMessage();
        assertTrue(message.contains("there is no channel 'DAPI'"), message);
    }
}
