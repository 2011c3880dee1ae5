package io.github.nucleoscope.synthetic;

import java.util.Arrays;
import java.util.Random;

/**
 * Tissue without its cells: nests of epithelium, about half of the area, in a stroma of wavy fibres, with clear gaps in
 * the stroma where the glass is bare.
 */
final class TissueGround {

    /** Size of nests and of the bundles of stroma around them, in pixels. */
    private static final double NEST = 150;
    /** How far the outlines of nests deviate from the noise's square grid, in pixels. */
    private static final double NEST_WARP = 30;
    /** Width of the transition between nests and stroma, in units of the noise. */
    private static final double NEST_EDGE = 0.08;
    private static final double GAP_LENGTH = 90;
    private static final double GAP_WIDTH = 26;
    /** Part of the stroma, in the units of the noise, that is open. */
    private static final double GAP_LEVEL = 0.22;
    private static final double GAP_EDGE = 0.12;
    private static final double FIBRE_LENGTH = 70;
    private static final double FIBRE_WIDTH = 5;
    private static final double WAVE = 80;
    private static final double WAVE_HEIGHT = 24;
    private static final double THICKNESS = 200;
    private static final double GRAIN = 2.2;
    private static final double WOBBLE = 7;

    private final SmoothNoise nests;
    private final SmoothNoise gaps;
    private final SmoothNoise waves;
    private final SmoothNoise fibres;
    private final SmoothNoise thickness;
    private final SmoothNoise grain;
    private final double cos;
    private final double sin;
    private final double median;

    TissueGround(int width, int height, Random random) {
        nests = new SmoothNoise(random);
        gaps = new SmoothNoise(random);
        waves = new SmoothNoise(random);
        fibres = new SmoothNoise(random);
        thickness = new SmoothNoise(random);
        grain = new SmoothNoise(random);
        double angle = Math.PI * random.nextDouble();
        cos = StrictMath.cos(angle);
        sin = StrictMath.sin(angle);
        double[] all = new double[width * height];
        Arrays.setAll(all, i -> nest(i % width, i / width));
        Arrays.sort(all);
        median = all[all.length / 2];
    }

    private double nest(double x, double y) {
        double u = (x + NEST_WARP * waves.at(x / WAVE + 40, y / WAVE)) / NEST;
        double v = (y + NEST_WARP * waves.at(x / WAVE, y / WAVE + 40)) / NEST;
        return nests.at(u, v) + 0.3 * nests.at(3 * u + 50, 3 * v);
    }

    /** Returns the part of epithelium in a pixel: 1 inside nests, 0 in the stroma. */
    double epithelium(int x, int y) {
        return SmoothNoise.step((nest(x, y) - median) / NEST_EDGE + 0.5);
    }

    /** Returns the part of a pixel that tissue covers: 0 in gaps. */
    double cover(int x, int y) {
        double open = gaps.at(along(x, y) / GAP_LENGTH, across(x, y) / GAP_WIDTH) - GAP_LEVEL;
        return Math.max(epithelium(x, y), 1 - SmoothNoise.step(open / GAP_EDGE));
    }

    /** Returns the density of the stroma's fibres, about -1.5 to 1.5. */
    double fibres(int x, int y) {
        double u = along(x, y);
        double v = across(x, y);
        return fibres.at(u / FIBRE_LENGTH, v / FIBRE_WIDTH) + 0.5 * fibres.at(2 * u / FIBRE_LENGTH,
                2.3 * v / FIBRE_WIDTH + 100);
    }

    /** Returns the grain and mottling of cytoplasm, about -1.5 to 1.5. */
    double grain(int x, int y) {
        return 0.7 * grain.at(x / GRAIN, y / GRAIN) + 0.6 * grain.at(x / (3 * GRAIN) + 100, y / (3 * GRAIN))
                + 0.7 * grain.at(x / (11 * GRAIN) + 150, y / (11 * GRAIN) + 150);
    }

    /** Returns how far outlines of cells deviate from smooth ones, about -1 to 1. */
    double wobble(int x, int y) {
        return grain.at(x / WOBBLE + 30, y / WOBBLE + 60);
    }

    /** Returns the thickness of the section relative to its mean. */
    double thickness(int x, int y) {
        return 1 + 0.1 * thickness.at(x / THICKNESS, y / THICKNESS);
    }

    private double along(int x, int y) {
        return cos * x + sin * y;
    }

    private double across(int x, int y) {
        return cos * y - sin * x + WAVE_HEIGHT * waves.at(x / WAVE, y / WAVE);
    }
}
