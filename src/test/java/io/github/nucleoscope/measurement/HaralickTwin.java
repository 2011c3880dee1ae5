package io.github.nucleoscope.measurement;

/** The formulas of Haralick et al. 1973, appendix I, taken literally and slow. Indices i, j count from 1. */
final class HaralickTwin {

    private static final int N = 32;

    private HaralickTwin() {}

    static double[] features(int size, boolean[] inside, float[] values) {
        float min = Float.MAX_VALUE;
        float max = -Float.MAX_VALUE;
        for (int i = 0; i < values.length; i++) {
            if (inside[i]) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        double[] mean = new double[13];
        // Neighbours at distance 1, each pair of directions that are opposite makes one matrix.
        int[][][] neighbours = {{{1, 0}, {-1, 0}}, {{1, 1}, {-1, -1}}, {{0, 1}, {0, -1}}, {{-1, 1}, {1, -1}}};
        for (int[][] steps : neighbours) {
            double[][] p = new double[N + 1][N + 1];
            double pairs = 0;
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    for (int[] step : steps) {
                        int nx = x + step[0];
                        int ny = y + step[1];
                        if (nx >= 0 && ny >= 0 && nx < size && ny < size && inside[y * size + x]
                                && inside[ny * size + nx]) {
                            p[level(values[y * size + x], min, max)][level(values[ny * size + nx], min, max)]++;
                            pairs++;
                        }
                    }
                }
            }
            for (double[] row : p) {
                for (int j = 0; j < row.length; j++) {
                    row[j] /= pairs;
                }
            }
            double[] f = features(p);
            for (int k = 0; k < 13; k++) {
                mean[k] += f[k] / 4;
            }
        }
        return mean;
    }

    private static int level(double value, double min, double max) {
        return 1 + Math.min(N - 1, (int) Math.floor(N * (value - min) / (max - min)));
    }

    private static double log(double p) {
        return p == 0 ? 0 : Math.log(p);
    }

    private static double[] features(double[][] p) {
        double[] px = new double[N + 1];
        double[] py = new double[N + 1];
        double[] sum = new double[2 * N + 1];
        double[] difference = new double[N];
        for (int i = 1; i <= N; i++) {
            for (int j = 1; j <= N; j++) {
                px[i] += p[i][j];
                py[j] += p[i][j];
                sum[i + j] += p[i][j];
                difference[Math.abs(i - j)] += p[i][j];
            }
        }
        double[] f = new double[14];
        double mx = 0;
        double my = 0;
        for (int i = 1; i <= N; i++) {
            mx += i * px[i];
            my += i * py[i];
        }
        double sx = 0;
        double sy = 0;
        double hx = 0;
        double hy = 0;
        for (int i = 1; i <= N; i++) {
            sx += (i - mx) * (i - mx) * px[i];
            sy += (i - my) * (i - my) * py[i];
            hx -= px[i] * log(px[i]);
            hy -= py[i] * log(py[i]);
        }
        double hxy1 = 0;
        double hxy2 = 0;
        for (int i = 1; i <= N; i++) {
            for (int j = 1; j <= N; j++) {
                f[1] += p[i][j] * p[i][j];
                f[2] += (i - j) * (i - j) * p[i][j];
                f[3] += (i * j * p[i][j] - mx * my / (N * N)) / Math.sqrt(sx * sy);
                f[4] += (i - mx) * (i - mx) * p[i][j];
                f[5] += p[i][j] / (1 + (i - j) * (i - j));
                f[9] -= p[i][j] * log(p[i][j]);
                hxy1 -= p[i][j] * log(px[i] * py[j]);
                hxy2 -= px[i] * py[j] * log(px[i] * py[j]);
            }
        }
        for (int k = 2; k <= 2 * N; k++) {
            f[6] += k * sum[k];
            f[8] -= sum[k] * log(sum[k]);
        }
        for (int k = 2; k <= 2 * N; k++) {
            f[7] += (k - f[6]) * (k - f[6]) * sum[k];
        }
        double md = 0;
        for (int k = 0; k < N; k++) {
            md += k * difference[k];
            f[11] -= difference[k] * log(difference[k]);
        }
        for (int k = 0; k < N; k++) {
            f[10] += (k - md) * (k - md) * difference[k];
        }
        f[12] = (f[9] - hxy1) / Math.max(hx, hy);
        f[13] = Math.sqrt(1 - Math.exp(-2 * (hxy2 - f[9])));
        return java.util.Arrays.copyOfRange(f, 1, 14);
    }
}
