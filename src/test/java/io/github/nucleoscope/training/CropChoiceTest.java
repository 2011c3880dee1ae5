package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.nuclei.PixelScale;
import io.github.nucleoscope.segmentation.Preparation;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** Drawn crops of which it is known what tells their classes apart. */
class CropChoiceTest {

    private static final EnsembleSettings SETTINGS = EnsembleSettings.single(Recipe.ORIGINAL,
            Recipe.ORIGINAL.settings());

    private static final StartingPoint FROM = new StartingPoint.Random(Architecture.SHALLOW);

    private final Random random = new Random(5);

    /** A pixel of a crop of class 0 or 1. */
    private record Pixel(int x, int y, int classIndex) {}

    /** 60 crops of two classes, six to an image, open in size, normalisation or both. */
    private TrainingSet set(int size, TrainingSet.OpenChoices open, ToIntFunction<Pixel> picture) {
        CropSettings settings = new CropSettings(size, Scale.FIXED, Background.KEEP, Normalisation.CHANNEL,
                new ChannelSelection.OfNuclei(), new Photometry.Stored(), CropSettings.Centre.NUCLEUS);
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] pixels = new byte[size * size];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (byte) Math.max(0, Math.min(255, picture.applyAsInt(
                        new Pixel(p % size, p / size, i % 2)) + random.nextInt(21) - 10));
            }
            crops.add(new LabelledCrop(new Cropper(settings).ofWhole(
                    List.of(ArrayImgs.unsignedBytes(pixels, size, size)), PixelScale.Factor.ONE, "image" + i / 6, true),
                    i % 2));
        }
        return new TrainingSet(new Dataset(List.of("a", "b"), crops), new Preparation(settings, Optional.empty(),
                PixelSize.UNCALIBRATED, Signal.FIRST), "drawn", List.of("as read"), open);
    }

    private static TrainingSet choose(TrainingSet set) {
        return CropChoice.of(set, SETTINGS, FROM, Optional.empty(), TrainingListener.NONE);
    }

    private static Normalisation normalisation(TrainingSet set) {
        return set.preparation().crops().normalisation();
    }

    private TrainingSet bright() {
        return set(32, new TrainingSet.OpenChoices(false, true), pixel -> pixel.classIndex == 0 ? 60 : 120);
    }

    @Test
    void brightnessThatTellsTheClassesApartIsKept() {
        TrainingSet set = bright();
        TrainingSet chosen = choose(set);
        assertEquals(Normalisation.NONE, normalisation(chosen));
        assertEquals(TrainingSet.OpenChoices.NONE, chosen.open());
        assertEquals(List.of("as read"), chosen.warnings().subList(0, 1));
        String line = chosen.warnings().get(1);
        assertTrue(line.matches("crops are 32 pixels wide and not normalised, chosen by a short cross-validation on "
                + "\\d+ crops of the training part \\(Brier score, lower is better: normalised 0\\.\\d+ ± 0\\.\\d+, "
                + "not normalised 0\\.\\d+ ± 0\\.\\d+\\)"), line);
        for (int i = 0; i < 60; i++) {
            double mean = 0;
            for (float value : chosen.dataset().crops().get(i).crop().values()) {
                mean += value / 1024.0;
            }
            assertEquals(i % 2 == 0 ? 60 : 120, mean, 2);
        }
    }

    /** Both ways are right about a pattern as strong as this one: nothing is decided, so intensities are stretched. */
    @Test
    void whereItMakesNoDifferenceIntensitiesAreNormalised() {
        TrainingSet chosen = choose(set(32, new TrainingSet.OpenChoices(false, true),
                pixel -> (pixel.x / 4 + (pixel.classIndex == 0 ? 0 : pixel.y / 4)) % 2 == 0 ? 60 : 160));
        assertEquals(Normalisation.CHANNEL, normalisation(chosen));
    }

    /** Files of which those of class 1 are bright where a pixel is as far from the middle as given. */
    private TrainingSet chosenOfRings(int size, int from, int to) {
        TrainingSet set = set(size, new TrainingSet.OpenChoices(true, false), pixel -> {
            int far = Math.max(Math.abs(2 * pixel.x - size + 1), Math.abs(2 * pixel.y - size + 1)) / 2;
            return pixel.classIndex == 1 && far >= from && far <= to ? 200 : 60;
        });
        // Not normalised: over the whole file, as such crops are, a bright rim makes the middle darker.
        return choose(set.with(size, Normalisation.NONE));
    }

    /** What tells the classes apart is not in windows of 64. */
    @Test
    void theWindowIsAsLargeAsItMustBe() {
        TrainingSet chosen = chosenOfRings(68, 32, 33);
        assertEquals(68, chosen.preparation().crops().size(), chosen.warnings()::toString);
        assertEquals(68, chosen.dataset().crops().get(0).crop().size());
    }

    /** The usual size, as far as files of 52 pixels allow it, and not 48. */
    @Test
    void whereItMakesNoDifferenceTheWindowHasTheUsualSize() {
        TrainingSet chosen = chosenOfRings(52, 0, 20);
        assertEquals(52, chosen.preparation().crops().size(), chosen.warnings()::toString);
    }

    @Test
    void aResumedTrainingKeepsItsChoice() {
        TrainingSet set = bright();
        for (Normalisation before : List.of(Normalisation.CHANNEL, Normalisation.NONE)) {
            float[] one = {1};
            Checkpoint checkpoint = new Checkpoint(
                    Map.of(Checkpoint.CROPS, set.with(32, before).preparation().crops().toString()),
                    List.of(new EpochRecord(1, 1, 1, 1, 1, 1, 1, 1, 0.5)), 0,
                    Map.of(Checkpoint.PARAMETERS, one, Checkpoint.AVERAGE, one));
            TrainingSet chosen = CropChoice.of(set, SETTINGS, FROM, Optional.of(checkpoint), new TrainingListener() {
                @Override
                public boolean isCancelled() {
                    throw new AssertionError("it is trained again");
                }
            });
            assertEquals(before, normalisation(chosen));
            assertTrue(chosen.warnings().get(1).endsWith("as it was chosen when the training began"));
        }
    }

    @Test
    void whatIsDecidedStays() {
        TrainingSet set = set(32, TrainingSet.OpenChoices.NONE, pixel -> 60);
        assertSame(set, choose(set));
    }

    @Test
    void tooFewCropsAreNotCompared() {
        TrainingSet all = bright();
        Dataset some = all.dataset().subset(new int[] {0, 1, 2, 4, 6, 8, 10, 12, 14, 16});
        TrainingSet few = new TrainingSet(some, all.preparation(), "few", List.of(), all.open());
        TrainingSet chosen = choose(few);
        assertEquals(Normalisation.CHANNEL, normalisation(chosen));
        assertEquals(List.of("crops are 32 pixels wide and normalised: there are too few crops to compare"),
                chosen.warnings());
    }

    @Test
    void aNormalisationThatWasGivenStaysWhereOnlyTheSizeIsOpen() {
        TrainingSet all = bright();
        CropSettings given = all.preparation().crops();
        CropSettings density = new CropSettings(given.size(), given.scale(), given.background(), Normalisation.JOINT,
                given.channels(), new Photometry.Density(new WhiteLevel(List.of(250.0, 250.0, 250.0))), given.centre());
        TrainingSet few = new TrainingSet(all.dataset().subset(new int[] {0, 1, 2, 3}),
                all.preparation().withCrops(density), "few", List.of(), new TrainingSet.OpenChoices(true, false));
        assertEquals(Normalisation.JOINT, normalisation(choose(few)));
    }
}
