package io.github.nucleoscope.measurement;

import java.util.ArrayList;
import java.util.List;

/** Area of the convex hull by its definition: an edge has all points on one side. */
final class HullTwin {

    private HullTwin() {}

    static double area(int size, boolean[] inside) {
        List<int[]> corners = new ArrayList<>();
        for (int i = 0; i < inside.length; i++) {
            for (int c = 0; inside[i] && c < 4; c++) {
                corners.add(new int[] {i % size + c % 2, i / size + c / 2});
            }
        }
        double twice = 0;
        for (int[] a : corners) {
            // The farthest point that has all others on its left is the next corner of the hull.
            int[] next = null;
            for (int[] b : corners) {
                boolean edge = a[0] != b[0] || a[1] != b[1];
                for (int[] c : corners) {
                    edge &= (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) >= 0;
                }
                // Both ends of the edge are its ends: nothing lies on its line behind them.
                for (int[] c : corners) {
                    boolean onLine = (b[0] - a[0]) * (c[1] - a[1]) == (b[1] - a[1]) * (c[0] - a[0]);
                    int along = (b[0] - a[0]) * (c[0] - a[0]) + (b[1] - a[1]) * (c[1] - a[1]);
                    int length = (b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]);
                    edge &= !onLine || along >= 0 && along <= length;
                }
                next = edge ? b : next;
            }
            if (next != null) {
                // Corners that pixels share are in the list more than once.
                int[] at = a;
                long copies = corners.stream().filter(c -> c[0] == at[0] && c[1] == at[1]).count();
                twice += (double) (a[0] * next[1] - a[1] * next[0]) / copies;
            }
        }
        return twice / 2;
    }
}
