package io.github.nucleoscope.images.pixels;

import java.util.Arrays;

/**
 * Union-find over the numbers 1, 2, …, with path halving. The smaller number is always the root, so a set's root is
 * its oldest member.
 */
public final class DisjointSets {

    private int[] parent = new int[64];
    private int size = 1;

    /** Adds a set of one new number and returns the number. */
    public int add() {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, 2 * size);
        }
        parent[size] = size;
        return size++;
    }

    public int find(int a) {
        int root = a;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Joins two sets and returns the root. */
    public int join(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        int root = Math.min(rootA, rootB);
        parent[Math.max(rootA, rootB)] = root;
        return root;
    }

    /** The number of numbers, plus 1. */
    int size() {
        return size;
    }
}
