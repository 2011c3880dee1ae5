package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Merges touching regions while both together look more like one nucleus than like two, most convincing pair
 * first. Texture can make the parts of a nucleus meet those of its neighbour before they meet each other; the tree of
 * the flood cannot join them then, but this can.
 */
final class RegionMerging {

    /** Number of pixel sides shared by two regions, and the height of the highest. */
    record Contact(int sides, float saddle) {

        Contact plus(Contact other) {
            return new Contact(sides + other.sides, Math.max(saddle, other.saddle));
        }
    }

    private record Pair(double score, Region one, Region other) {

        boolean isUpToDate() {
            return one.successor == null && other.successor == null;
        }
    }

    private static final class Region {
        private final int number;
        private final Ellipticity shape;
        private final float peak;
        private final Map<Region, Contact> neighbours = new HashMap<>();
        private Region successor;

        Region(int number, Ellipticity shape, float peak) {
            this.number = number;
            this.shape = shape;
            this.peak = peak;
        }

        Region last() {
            Region region = this;
            while (region.successor != null) {
                region = region.successor;
            }
            return region;
        }
    }

    private final List<Region> regions = new ArrayList<>();
    private final PriorityQueue<Pair> pairs = new PriorityQueue<>(Comparator.comparingDouble(Pair::score)
            .thenComparingInt(pair -> pair.one.number).thenComparingInt(pair -> pair.other.number));

    /** Adds a region; regions are numbered 0, 1, … */
    void add(Ellipticity shape, float peak) {
        regions.add(new Region(regions.size(), shape, peak));
    }

    void touch(int one, int other, Contact contact) {
        connect(regions.get(one), regions.get(other), contact);
    }

    /** Merges regions that belong together; returns for each region the number of the region that it is now part of. */
    int[] merge() {
        for (Region region : regions) {
            for (Region other : region.neighbours.keySet()) {
                if (region.number < other.number) {
                    offer(region, other);
                }
            }
        }
        while (!pairs.isEmpty()) {
            Pair pair = pairs.remove();
            if (pair.isUpToDate()) {
                join(pair.one, pair.other);
            }
        }
        return regions.stream().mapToInt(region -> region.last().number).toArray();
    }

    private void offer(Region one, Region other) {
        Contact contact = one.neighbours.get(other);
        double lower = Math.min(one.peak, other.peak);
        double score = SplitRule.score((lower - contact.saddle) / lower,
                one.shape, other.shape, together(one, other, contact));
        if (score <= SplitRule.THRESHOLD) {
            pairs.add(new Pair(score, one, other));
        }
    }

    private static Ellipticity together(Region one, Region other, Contact contact) {
        Ellipticity both = new Ellipticity();
        both.add(one.shape, 0);
        both.add(other.shape, contact.sides);
        return both;
    }

    private void join(Region one, Region other) {
        Contact contact = one.neighbours.get(other);
        Region both = new Region(one.number, together(one, other, contact), Math.max(one.peak, other.peak));
        one.successor = both;
        other.successor = both;
        for (Region part : List.of(one, other)) {
            part.neighbours.forEach((neighbour, touch) -> {
                if (neighbour != one && neighbour != other) {
                    neighbour.neighbours.remove(part);
                    connect(both, neighbour, touch);
                }
            });
        }
        both.neighbours.keySet().forEach(neighbour -> offer(both, neighbour));
    }

    private static void connect(Region one, Region other, Contact contact) {
        one.neighbours.merge(other, contact, Contact::plus);
        other.neighbours.merge(one, contact, Contact::plus);
    }
}
