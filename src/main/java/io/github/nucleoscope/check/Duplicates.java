package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import io.github.nucleoscope.images.pixels.DisjointSets;

/**
 * Crops that show the same nucleus more than once: with the same pixels, possibly flipped or rotated by quarter turns,
 * or nearly the same ({@link Descriptor}s with a correlation of at least 0.9 in any of the eight orientations).
 *
 * <p>Not every pair is compared. Near duplicates are found by locality-sensitive hashing with random hyperplanes
 * (Charikar (2002), "Similarity estimation techniques from rounding algorithms", STOC, 380-388): 24 tables of 12 bits.
 * Two crops with correlation r agree in a bit with probability {@code 1 - acos(r) / pi}, so that pairs with r = 0.9 are
 * found with probability 0.98, those with r = 0.95 with 0.9999.
 *
 * @param groups of two or more, in the order of their first crops
 */
record Duplicates(List<Group> groups) {

    private static final double LEAST_CORRELATION = 0.9;
    private static final int TABLES = 24;
    private static final int BITS = 12;
    /** Number of pixels that a hyperplane uses: sparse ones are as good, and faster (Achlioptas 2003). */
    private static final int TAPS = 32;
    /** Larger buckets hold crops without detail; comparing all their pairs would take hours. */
    private static final int LARGEST_BUCKET = 400;
    private static final long SEED = 20260607;

    /**
     * Crops of one nucleus.
     *
     * @param crops in the set's order
     * @param exact whether all have the same pixels, possibly flipped or rotated
     */
    record Group(List<CropFacts> crops, boolean exact) {

        boolean hasSeveralClasses() {
            return crops.stream().map(CropFacts::classIndex).distinct().count() > 1;
        }
    }

    /** @param crops with a nucleus; blank ones would all be copies of each other */
    static Duplicates find(List<CropFacts> crops) {
        // Sets are numbered from 1: the crop at index i has the number i + 1.
        DisjointSets sets = new DisjointSets();
        Map<Long, Integer> first = new HashMap<>();
        List<Integer> representatives = new ArrayList<>();
        for (int i = 0; i < crops.size(); i++) {
            int number = sets.add();
            Integer known = first.putIfAbsent(crops.get(i).hash().turned(), i);
            if (known == null) {
                representatives.add(i);
            } else {
                sets.join(known + 1, number);
            }
        }
        joinNear(crops, representatives, sets);
        Map<Integer, List<CropFacts>> members = new LinkedHashMap<>();
        for (int i = 0; i < crops.size(); i++) {
            members.computeIfAbsent(sets.find(i + 1), key -> new ArrayList<>()).add(crops.get(i));
        }
        return new Duplicates(members.values().stream().filter(group -> group.size() > 1)
                .map(group -> new Group(List.copyOf(group), group.stream()
                        .map(crop -> crop.hash().turned()).distinct().count() == 1))
                .toList());
    }

    private static void joinNear(List<CropFacts> crops, List<Integer> representatives, DisjointSets sets) {
        Hyperplanes planes = new Hyperplanes(SEED);
        List<Map<Integer, List<Integer>>> tables = new ArrayList<>();
        for (int t = 0; t < TABLES; t++) {
            tables.add(new HashMap<>());
        }
        Set<Integer> tried = new HashSet<>();
        for (int i : representatives) {
            float[] descriptor = crops.get(i).descriptor();
            if (descriptor == null) {
                continue;
            }
            for (int turn = 0; turn < Turn.COUNT; turn++) {
                float[] turned = Descriptor.turned(descriptor, turn);
                tried.clear();
                for (int t = 0; t < TABLES; t++) {
                    List<Integer> bucket = tables.get(t).get(planes.key(t, turned));
                    if (bucket == null || bucket.size() > LARGEST_BUCKET) {
                        continue;
                    }
                    for (int other : bucket) {
                        if (tried.add(other) && Descriptor.correlation(turned, crops.get(other).descriptor())
                                >= LEAST_CORRELATION) {
                            sets.join(i + 1, other + 1);
                        }
                    }
                }
            }
            for (int t = 0; t < TABLES; t++) {
                tables.get(t).computeIfAbsent(planes.key(t, descriptor), key -> new ArrayList<>()).add(i);
            }
        }
    }

    /** Random hyperplanes, each through a few pixels with the weights 1 and -1. */
    private static final class Hyperplanes {

        private final int[] pixels = new int[TABLES * BITS * TAPS];
        private final boolean[] negative = new boolean[pixels.length];

        Hyperplanes(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = random.nextInt(Descriptor.SIDE * Descriptor.SIDE);
                negative[i] = random.nextBoolean();
            }
        }

        int key(int table, float[] descriptor) {
            int key = 0;
            int at = table * BITS * TAPS;
            for (int bit = 0; bit < BITS; bit++) {
                float sum = 0;
                for (int tap = 0; tap < TAPS; tap++, at++) {
                    sum += negative[at] ? -descriptor[pixels[at]] : descriptor[pixels[at]];
                }
                key = 2 * key + (sum > 0 ? 1 : 0);
            }
            return key;
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<Group> conflicts = groups.stream().filter(Group::hasSeveralClasses).toList();
        List<Group> exact = groups.stream().filter(group -> group.exact() && !group.hasSeveralClasses()).toList();
        List<Group> near = groups.stream().filter(group -> !group.exact() && !group.hasSeveralClasses()).toList();
        if (!conflicts.isEmpty()) {
            findings.add(finding("conflicting-duplicates", Severity.SEVERE, conflicts,
                    "of the same nucleus are in several classes", "Decide on one class, or take all of them out: "
                            + "whatever the network predicts, it is wrong for one of them."));
        }
        if (!exact.isEmpty()) {
            findings.add(finding("exact-duplicates", Severity.IMPORTANT, exact,
                    "have the same pixels as another (possibly flipped or rotated)", "Keep one of each: copies on both "
                            + "sides of a split make figures too good, and copies in training count twice."));
        }
        if (!near.isEmpty()) {
            findings.add(finding("near-duplicates", Severity.IMPORTANT, near, "look nearly the same as another",
                    "Look at them. If it is the same nucleus, keep one of each, or name them after the same source "
                            + "image."));
        }
        return findings;
    }

    private static Finding finding(String kind, Severity severity, List<Group> groups, String what, String remedy) {
        List<Suspect> suspects = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            for (CropFacts crop : groups.get(g).crops()) {
                suspects.add(new Suspect(crop.index(), "group " + (g + 1)));
            }
        }
        return new Finding(kind, severity, suspects.size() + " crops " + what, suspects.size() + " crops in "
                + (groups.size() == 1 ? "1 group" : groups.size() + " groups") + separable(groups) + ".", remedy,
                suspects);
    }

    /** Says how many groups a split by source image can separate. A crop of an unknown image has one of its own. */
    private static String separable(List<Group> groups) {
        long images = groups.stream().filter(group -> group.crops().stream().filter(CropFacts::sourceKnown)
                .map(CropFacts::source).distinct().count() > 1).count();
        long all = groups.stream().filter(group -> group.crops().stream().map(CropFacts::source).distinct()
                .count() > 1).count();
        long unknown = all - images;
        return (images == 0 ? "" : "; " + images + " of these hold crops of several source images, which a split can"
                + " separate") + (unknown == 0 ? "" : "; in " + unknown + " of these the source image of a crop is not"
                + " known, so that a split can separate them");
    }
}
