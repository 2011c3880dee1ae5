package io.github.nucleoscope.measurement;

import java.util.Random;

/** A nucleus of random outline, with a hole or without, and random pixels of 1 to 200. */
final class Blob {

    final int size;
    final boolean[] inside;
    final float[] values;

    private Blob(int size, boolean[] inside, float[] values) {
        this.size = size;
        this.inside = inside;
        this.values = values;
    }

    static Blob random(int size, Random random) {
        boolean[] inside = new boolean[size * size];
        float[] values = new float[size * size];
        double phase = 7 * random.nextDouble();
        for (int i = 0; i < inside.length; i++) {
            double dx = i % size - size / 2.0 + 0.5;
            double dy = i / size - size / 2.0 + 0.5;
            double radius = size * (0.33 + 0.12 * Math.sin(2 * Math.atan2(dy, dx) + phase)
                    + 0.02 * random.nextGaussian());
            inside[i] = Math.hypot(dx, 1.2 * dy) < radius && random.nextInt(20) > 0;
            values[i] = 1 + random.nextInt(200);
        }
        inside[size * size / 2] = true;
        return new Blob(size, inside, values);
    }

    /** By a quarter turn. */
    Blob turned() {
        boolean[] turnedInside = new boolean[inside.length];
        float[] turnedValues = new float[inside.length];
        for (int i = 0; i < inside.length; i++) {
            int j = i % size * size + size - 1 - i / size;
            turnedInside[j] = inside[i];
            turnedValues[j] = values[i];
        }
        return new Blob(size, turnedInside, turnedValues);
    }

    /** Each row and so the whole without a gap. */
    Blob withoutHoles() {
        boolean[] filled = inside.clone();
        for (int y = 0; y < size; y++) {
            int first = -1;
            int last = -1;
            for (int x = 0; x < size; x++) {
                if (inside[y * size + x]) {
                    first = first < 0 ? x : first;
                    last = x;
                }
            }
            for (int x = Math.max(0, first); x <= last; x++) {
                filled[y * size + x] = true;
            }
        }
        return new Blob(size, filled, values);
    }
}
