package io.github.nucleoscope.images.pixels;

/**
 * Enlarges a label image by a power of two. Every pixel gets the label with the greatest weight among the four nearest
 * pixels, in a linear interpolation, so that outlines are smooth and not stepped. What was 8-connected stays so.
 */
public final class LabelEnlargement {

    private final int[] labels;
    private final int width;
    private final int height;
    private final int factor;
    private final float[] weights = new float[4];
    private final int[] candidates = new int[4];

    /**
     * @param labels row by row, not copied; 0 is background
     * @param width pixels in a row; the number of labels is a multiple of it
     * @param factor a power of two
     */
    public LabelEnlargement(int[] labels, int width, int factor) {
        this.labels = labels;
        this.width = width;
        this.height = labels.length / width;
        this.factor = factor;
    }

    /**
     * Returns a row of the enlarged image.
     *
     * @param y from 0 to below {@code factor} times the height
     * @param row receives the labels: at most {@code factor} times the width
     */
    public void row(int y, int[] row) {
        double down = place(y);
        int above = (int) down;
        int below = Math.min(height - 1, above + 1);
        float lower = (float) (down - above);
        for (int x = 0; x < row.length; x++) {
            double across = place(x);
            int left = (int) across;
            int right = Math.min(width - 1, left + 1);
            float further = (float) (across - left);
            candidates[0] = labels[above * width + left];
            candidates[1] = labels[above * width + right];
            candidates[2] = labels[below * width + left];
            candidates[3] = labels[below * width + right];
            weights[0] = (1 - further) * (1 - lower);
            weights[1] = further * (1 - lower);
            weights[2] = (1 - further) * lower;
            weights[3] = further * lower;
            row[x] = heaviest();
        }
    }

    /** Returns the enlarged image, row by row, or its part from the upper left corner on. */
    public int[] image(int toWidth, int toHeight) {
        int[] enlarged = new int[Math.multiplyExact(toWidth, toHeight)];
        int[] row = new int[toWidth];
        for (int y = 0; y < toHeight; y++) {
            row(y, row);
            System.arraycopy(row, 0, enlarged, y * toWidth, toWidth);
        }
        return enlarged;
    }

    /** Returns where the centre of an enlarged pixel lies between the centres of the original ones. */
    private double place(int at) {
        return Math.max(0, (at + 0.5) / factor - 0.5);
    }

    private int heaviest() {
        if (candidates[0] == candidates[1] && candidates[2] == candidates[3] && candidates[0] == candidates[2]) {
            return candidates[0];
        }
        int best = 0;
        float most = -1;
        for (int i = 0; i < candidates.length; i++) {
            float sum = 0;
            for (int j = 0; j < candidates.length; j++) {
                sum += candidates[j] == candidates[i] ? weights[j] : 0;
            }
            if (sum > most) {
                most = sum;
                best = candidates[i];
            }
        }
        return best;
    }
}
