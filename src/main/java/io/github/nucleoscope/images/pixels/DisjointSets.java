package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

/**
 * Union-find over the numbers 1, 2, …, with path halving (Tarjan and van Leeuwen, "Worst-case Analysis of Set Union
 * Algorithms", 1984). The smallest number of a set, the one added first, is its root. Numbers are not
 * checked. Not thread-safe: finding a root changes the paths.
 */
public final class DisjointSets {

    private int[] parent = new int[64];
    private int size = 1;

    /** Adds a set with one new number and returns the number: 1, then 2, … */
    public int add() {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, 2 * size);
        }
        parent[size] = size;
        return size++;
    }

    /** Returns the root of the set that contains a number. */
    public int find(int a) {
        int root = a;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Joins the sets that contain two numbers, which may be the same set, and returns the root. */
    public int join(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        int root = Math.min(rootA, rootB);
        parent[Math.max(rootA, rootB)] = root;
        return root;
    }

    /** Returns the number of elements, plus 1. */
    int size() {
        return size;
    }
}
