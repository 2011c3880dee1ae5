package io.github.nucleoscope.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each finder on crops that are drawn to have what it looks for, and on others. */
class FindersTest {

    private static List<CropFacts> discs(int count, Polarity polarity) {
        List<CropFacts> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean dark = polarity == Polarity.DARK;
            crops.add(Drawing.facts(i, Drawing.disc(64, 31.5, 31.5, 10 + i % 5, dark ? 220 : 20, dark ? 60 + i % 7
                    : 100 + i % 7, i), i % 2, "image" + i % 6));
        }
        return crops;
    }

    @ParameterizedTest
    @EnumSource
    void cropsWithoutANucleusAreFoundAndThePolarityIsSeen(Polarity polarity) {
        List<CropFacts> crops = new ArrayList<>(discs(40, polarity));
        double background = polarity == Polarity.DARK ? 220 : 20;
        for (int i = 40; i < 45; i++) {
            crops.add(Drawing.facts(i, Drawing.disc(64, 0, 0, -1, background, 0, i), 0, "image"));
        }
        float[] flat = new float[64 * 64];
        crops.add(Drawing.facts(45, Drawing.raw(64, 64, flat), 0, "image"));
        NucleusFreeCrops found = NucleusFreeCrops.find(crops);
        assertEquals(polarity, found.polarity());
        assertEquals(Set.of(40, 41, 42, 43, 44, 45), indices(found.all()));
        assertEquals(Severity.SEVERE, found.finding(46).orElseThrow().severity());
    }

    @ParameterizedTest
    @EnumSource
    void cropsWithNucleiAreNotAccused(Polarity polarity) {
        NucleusFreeCrops found = NucleusFreeCrops.find(discs(40, polarity));
        assertEquals(List.of(), found.all());
        assertEquals(Optional.empty(), found.finding(40));
    }

    @Test
    void aBodyIsMeasured() {
        RawCrop crop = Drawing.disc(64, 31.5, 31.5, 10, 20, 100, 1);
        Body body = Body.of(crop, CoarseImage.of(crop), Polarity.BRIGHT, false);
        assertEquals(Math.PI * 100, body.area(), 25);
        assertEquals(100, body.mean(), 2);
        assertEquals(20, body.background(), 6);
        // 1 - 20 / 100, but for noise
        assertEquals(0.8, body.contrast(), 0.05);
        assertEquals(0, body.beyond());
    }

    @Test
    void theShareBeyondTheBorderIsSeen() {
        // Centre on the border: all of the radius lies beyond it. Centre half a radius inside: half of it.
        for (double[] centreAndShare : new double[][] {{0, 1}, {6, 0.5}, {14, 0}}) {
            RawCrop crop = Drawing.disc(64, centreAndShare[0], 31.5, 12, 20, 100, 1);
            assertEquals(centreAndShare[1], Body.of(crop, CoarseImage.of(crop), Polarity.BRIGHT, false).beyond(), 0.15);
        }
    }

    @Test
    void cutOffNucleiAreFound() {
        List<CropFacts> crops = new ArrayList<>(discs(20, Polarity.BRIGHT));
        crops.add(Drawing.facts(20, Drawing.disc(64, 2, 31.5, 12, 20, 100, 20), 0, "image"));
        CutOffNuclei found = CutOffNuclei.find(crops, Polarity.BRIGHT, 64, true);
        assertEquals(Set.of(20), indices(found.byCrop()));
        assertEquals(Severity.MINOR, found.finding(crops, Polarity.BRIGHT).orElseThrow().severity());
        // Diameters of 20 to 28 pixels.
        assertEquals(21, CutOffNuclei.find(crops, Polarity.BRIGHT, 16, true).tooLarge().size());
        assertEquals(0, CutOffNuclei.find(crops, Polarity.BRIGHT, 16, false).tooLarge().size());
    }

    @Test
    void saturatedNucleiAreFound() {
        List<CropFacts> crops = new ArrayList<>(discs(10, Polarity.BRIGHT));
        RawCrop bright = Drawing.disc(64, 31.5, 31.5, 10, 20, 255, 1);
        for (int i = 0; i < bright.pixels().length; i++) {
            bright.pixels()[i] = Math.min(255, bright.pixels()[i]);
        }
        crops.add(Drawing.facts(10, bright, 0, "image"));
        SaturatedCrops found = SaturatedCrops.find(crops, Polarity.BRIGHT);
        assertEquals(Set.of(10), indices(found.saturated()));
        // Half of the noise is above the middle.
        assertEquals(0.5, found.shares().get(0), 0.1);
    }

    @Test
    void constantBordersAreFound() {
        RawCrop crop = Drawing.disc(64, 31.5, 31.5, 10, 20, 100, 1);
        assertEquals(0, ConstantSides.of(crop).sides());
        for (int y = 0; y < 64; y++) {
            for (int x = 59; x < 64; x++) {
                crop.pixels()[y * 64 + x] = 7;
            }
        }
        assertEquals(new ConstantSides(1, 5, 7), ConstantSides.of(crop));
        assertEquals(0, ConstantSides.of(Drawing.raw(64, 64, new float[64 * 64])).sides());
        List<CropFacts> crops = List.of(Drawing.facts(0, crop, 0, "image"));
        assertEquals(1, ConstantBorders.find(crops, false).padded().size());
        assertEquals(0, ConstantBorders.find(crops, true).padded().size());
    }

    @Test
    void blurredCropsAreFoundWithinTheirClass() {
        List<CropFacts> crops = new ArrayList<>(discs(60, Polarity.BRIGHT));
        RawCrop sharp = Drawing.disc(64, 31.5, 31.5, 12, 20, 100, 99);
        float[] blurred = sharp.pixels().clone();
        for (int i = 0; i < blurred.length; i++) {
            // A ramp of 12 pixels instead of an edge.
            double r = Math.hypot(i % 64 - 31.5, i / 64 - 31.5);
            blurred[i] = (float) (20 + 80 * Math.max(0, Math.min(1, (18 - r) / 12)));
        }
        crops.add(Drawing.facts(60, Drawing.raw(64, 64, blurred), 0, "image"));
        OutOfFocusCrops found = OutOfFocusCrops.find(crops, Polarity.BRIGHT, 2);
        assertEquals(Set.of(60), indices(found.blurred()));
        assertTrue(found.scores().get(0) < -3.5);
    }

    @Test
    void sharpnessDoesNotDependOnBrightnessAndContrast() {
        RawCrop crop = Drawing.disc(64, 31.5, 31.5, 12, 20, 100, 3);
        boolean[] all = new boolean[64 * 64];
        Arrays.fill(all, true);
        float[] other = crop.pixels().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = 3 * other[i] + 50;
        }
        assertEquals(Sharpness.of(crop, all), Sharpness.of(Drawing.raw(64, 64, other), all), 1e-6);
        assertTrue(Double.isNaN(Sharpness.of(Drawing.raw(64, 64, new float[64 * 64]), all)));
    }

    @Test
    void hashesKnowFlipsAndTurns() {
        Random random = new Random(1);
        float[] pixels = new float[7 * 5];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        RawCrop crop = Drawing.raw(7, 5, pixels);
        Set<Long> exact = new HashSet<>();
        for (int turn = 0; turn < Turn.COUNT; turn++) {
            PixelHash hash = PixelHash.of(Drawing.turned(crop, turn));
            assertEquals(PixelHash.of(crop).turned(), hash.turned());
            exact.add(hash.exact());
        }
        assertEquals(8, exact.size(), "the eight positions of a crop without symmetry are different");
        float[] others = pixels.clone();
        others[3]++;
        assertNotEquals(PixelHash.of(crop).turned(), PixelHash.of(Drawing.raw(7, 5, others)).turned());
    }

    /** The brute-force twin compares all pairs in all positions. */
    @Test
    void duplicatesAreThoseThatComparingAllPairsFinds() {
        Random random = new Random(5);
        List<CropFacts> crops = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            crops.add(Drawing.facts(i, textured(i), i % 2, "image" + i));
        }
        for (int i = 120; i < 150; i++) {
            RawCrop copy = Drawing.turned(textured(random.nextInt(120)), i % 8);
            for (int p = 0; p < copy.pixels().length && i % 2 == 0; p++) {
                copy.pixels()[p] = Math.round(1.2 * copy.pixels()[p] + 2 * random.nextGaussian());
            }
            crops.add(Drawing.facts(i, copy, i % 2, "image" + i));
        }
        Set<String> expected = new HashSet<>();
        for (CropFacts a : crops) {
            for (CropFacts b : crops) {
                for (int turn = 0; a.index() < b.index() && turn < Turn.COUNT; turn++) {
                    if (Descriptor.correlation(Descriptor.turned(a.descriptor(), turn), b.descriptor()) >= 0.9) {
                        expected.add(a.index() + " " + b.index());
                    }
                }
            }
        }
        Set<String> found = new HashSet<>();
        for (Duplicates.Group group : Duplicates.find(crops).groups()) {
            for (CropFacts a : group.crops()) {
                for (CropFacts b : group.crops()) {
                    if (a.index() < b.index()) {
                        found.add(a.index() + " " + b.index());
                    }
                }
            }
        }
        assertTrue(expected.size() >= 30, expected.size() + " pairs");
        assertEquals(expected, found);
    }

    /** A disc with clumps of its own. */
    private static RawCrop textured(int seed) {
        Random random = new Random(seed);
        float[] clumps = new float[16 * 16];
        for (int i = 0; i < clumps.length; i++) {
            clumps[i] = (float) (90 + 25 * random.nextGaussian());
        }
        float[] pixels = new float[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = Math.hypot(i % 64 - 31.5, i / 64 - 31.5) <= 14;
            pixels[i] = inside ? Math.round(clumps[i / 64 / 4 * 16 + i % 64 / 4]) : 20;
        }
        return Drawing.raw(64, 64, pixels);
    }

    @Test
    void copiesInSeveralClassesAreSevere() {
        List<CropFacts> crops = List.of(Drawing.facts(0, textured(1), 0, "a"), Drawing.facts(1, textured(1), 1, "b"),
                Drawing.facts(2, textured(2), 0, "a"), Drawing.facts(3, textured(2), 0, "a"));
        List<Finding> findings = Duplicates.find(crops).findings();
        assertEquals(List.of("conflicting-duplicates", "exact-duplicates"),
                findings.stream().map(Finding::kind).toList());
        assertEquals(Severity.SEVERE, findings.get(0).severity());
        assertEquals(List.of(0, 1), findings.get(0).suspects().stream().map(Suspect::crop).toList());
    }

    /** Nothing is said about source images that are not known. */
    @Test
    void copiesThatASplitCanSeparate() {
        assertEquals("2 crops in 1 group; 1 of these hold crops of several source images, which a split can separate.",
                evidence(Drawing.facts(0, textured(1), 0, "a"), Drawing.facts(1, textured(1), 0, "b")));
        assertEquals("2 crops in 1 group.",
                evidence(Drawing.facts(0, textured(1), 0, "a"), Drawing.facts(1, textured(1), 0, "a")));
        assertEquals("4 crops in 2 groups; in 2 of these the source image of a crop is not known, so that a split can"
                + " separate them.", evidence(Drawing.factsOfUnknownSource(0, textured(1), 0),
                Drawing.factsOfUnknownSource(1, textured(1), 0), Drawing.factsOfUnknownSource(2, textured(2), 0),
                Drawing.facts(3, textured(2), 0, "a")));
    }

    private static String evidence(CropFacts... crops) {
        return Duplicates.find(List.of(crops)).findings().get(0).evidence();
    }

    @Test
    void flatCropsHaveNoDescriptor() {
        assertNull(Descriptor.of(Drawing.raw(40, 40, new float[1600])));
        float[] pixel = new float[1];
        assertNull(Descriptor.of(Drawing.raw(1, 1, pixel)));
    }

    @Test
    void mixedFormatsAreFoundAndSevereWhereTheyAreTheClass() {
        RawCrop small = Drawing.disc(32, 15, 15, 8, 20, 100, 1);
        RawCrop large = Drawing.disc(64, 31, 31, 8, 20, 100, 1);
        List<Finding> findings = MixedFormats.find(List.of(Drawing.facts(0, small, 0, "a"),
                Drawing.facts(1, large, 0, "a"), Drawing.facts(2, large, 1, "a")), List.of("x", "y"));
        assertEquals(1, findings.size());
        assertEquals(Severity.MINOR, findings.get(0).severity());
        assertEquals(List.of(new Suspect(0, "32 x 32 pixels")), findings.get(0).suspects());
        findings = MixedFormats.find(List.of(Drawing.facts(0, small, 0, "a"), Drawing.facts(1, large, 1, "a"),
                Drawing.facts(2, large, 1, "a")), List.of("x", "y"));
        assertEquals(Severity.SEVERE, findings.get(0).severity());
        RawCrop deep = new RawCrop(large.pixels(), 64, 64, 16, new PixelSize(0.5, 0.5, "um"), 9, Optional.empty(),
                false);
        assertEquals(List.of("mixed-bit-depth", "mixed-pixel-size"), MixedFormats.find(List.of(
                Drawing.facts(0, deep, 0, "a"), Drawing.facts(1, large, 1, "a"), Drawing.facts(2, large, 0, "a")),
                List.of("x", "y")).stream().map(Finding::kind).toList());
    }

    @Test
    void rareClassesAreFound() {
        RawCrop crop = Drawing.disc(16, 8, 8, 4, 20, 100, 1);
        List<CropFacts> crops = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            crops.add(Drawing.facts(i, crop, 0, "image" + i % 5));
        }
        crops.add(Drawing.facts(40, crop, 1, "image1"));
        List<Finding> findings = ClassBalance.find(crops, List.of("x", "y"));
        assertEquals(List.of("few-crops", "few-images"), findings.stream().map(Finding::kind).toList());
        // Figures that cannot be trusted are no property of a usable set.
        assertEquals(Severity.SEVERE, findings.get(0).severity());
        assertTrue(findings.get(0).title().contains("\"y\" has only 1 crop"), findings.get(0).title());
        assertFalse(findings.get(1).title().contains("\"x\""));
    }

    /** The brute-force twin tries every threshold and takes the variances from their definition. */
    @Test
    void groupsAreDividedWhereTheVarianceBetweenThemIsLargest() {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            double[] values = random.doubles(30).map(v -> v < 0.4 ? v / 3 : 0.6 + v / 4).toArray();
            double best = -1;
            double at = 0;
            for (double threshold : values) {
                double[] low = Arrays.stream(values).filter(v -> v < threshold).toArray();
                double[] high = Arrays.stream(values).filter(v -> v >= threshold).toArray();
                if (low.length >= 3 && high.length >= 3) {
                    double difference = Arrays.stream(high).average().orElseThrow()
                            - Arrays.stream(low).average().orElseThrow();
                    double between = low.length * high.length * difference * difference;
                    if (between > best) {
                        best = between;
                        at = (Arrays.stream(low).max().orElseThrow() + threshold) / 2;
                    }
                }
            }
            assertEquals(at, TwoGroups.of(values).threshold(), 1e-12);
        }
        assertNull(TwoGroups.of(new double[5]));
        assertTrue(TwoGroups.of(random.doubles(200).map(v -> v < 0.3 ? v / 10 : 0.8 + v / 10).toArray()).gain() > 0);
    }

    private static Set<Integer> indices(List<CropFacts> crops) {
        Set<Integer> indices = new HashSet<>();
        crops.forEach(crop -> indices.add(crop.index()));
        return indices;
    }
}
