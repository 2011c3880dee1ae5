package io.github.nucleoscope.segmentation.learned;

import java.util.List;

import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;

/**
 * A network that is applied to windows of planes. Memory is held for the size of the largest window so far, until
 * {@link #close}. Not thread-safe.
 */
final class WindowNetwork implements AutoCloseable {

    private final Network network;
    private final int mostPixels;
    private final int step;
    private final int margin;
    private Inference inference;
    private TensorShape laidOut;

    /** @param mostPixels largest number of pixels of a window, unless its margins would leave nothing of it */
    WindowNetwork(Network network, int mostPixels) {
        this.network = network;
        this.mostPixels = mostPixels;
        LayerTable table = LayerTable.of(network.architecture(), network.input());
        int smallest = table.rows().stream().mapToInt(row -> row.output().height()).min().orElseThrow();
        step = network.input().height() / smallest;
        Row last = table.rows().get(table.rows().size() - 1);
        // A receptive field counts both sides; poolings and upsamplings shift it by up to half a step either way.
        margin = roundedUp((int) Math.max(last.field().height(), last.field().width()) / 2 + step / 2);
    }

    /** Returns the distance in pixels up to which other pixels can influence the network's output for a pixel. */
    int margin() {
        return margin;
    }

    /** Returns the number of pixels of which the sides and the position of windows are multiples. */
    int step() {
        return step;
    }

    int mostPixels() {
        return mostPixels;
    }

    /** Returns a length rounded up to a multiple of the step. */
    int roundedUp(int length) {
        return (length + step - 1) / step * step;
    }

    /** Adds the outputs for these flips of a plane. */
    void compute(ScaledPlane scaled, List<Flip> flips) {
        if (!flips.isEmpty()) {
            scaled.pixels().ifPresent(pixels -> compute(pixels, scaled, flips));
        }
        scaled.addedFlips(flips.size());
    }

    /** Adds the outputs for the flips of test-time augmentation. */
    void augment(ScaledPlane scaled) {
        compute(scaled, Flip.ofAugmentation(scaled.pixelsPerPlanePixel()));
    }

    private void compute(float[] pixels, ScaledPlane scaled, List<Flip> flips) {
        int width = scaled.width();
        int height = scaled.height();
        WindowGrid grid = WindowGrid.cheapest(roundedUp(width), roundedUp(height), margin, step, mostPixels);
        TensorShape shape = new TensorShape(grid.rows().window(), grid.columns().window(), 1);
        layOut(shape);
        for (Tiling.Window row : grid.rows().windows()) {
            for (Tiling.Window column : grid.columns().windows()) {
                float[] window = cut(pixels, width, height, column.start(), row.start());
                for (Flip flip : flips) {
                    scaled.add(logits(window, flip), flip, shape, column, row);
                }
            }
        }
    }

    /** Prepares for windows of this size. */
    void layOut(TensorShape shape) {
        if (inference == null) {
            // One window at a time, by all processors: memory does not grow with the number of processors.
            inference = new Inference(network.forInput(shape), 1);
        } else if (!shape.equals(laidOut)) {
            inference.resize(shape);
        }
        laidOut = shape;
    }

    /**
     * Cuts a window out of pixels that are mirrored at their right and lower edges.
     *
     * @param pixels row by row
     * @param width width of the pixels
     * @param left first column of the window, in the pixels
     */
    float[] cut(float[] pixels, int width, int height, int left, int top) {
        float[] window = new float[laidOut.values()];
        for (int y = 0; y < laidOut.height(); y++) {
            int row = mirrored(top + y, height) * width;
            int to = y * laidOut.width();
            int within = Math.max(0, Math.min(laidOut.width(), width - left));
            System.arraycopy(pixels, row + left, window, to, within);
            for (int x = within; x < laidOut.width(); x++) {
                window[to + x] = pixels[row + mirrored(left + x, width)];
            }
        }
        return window;
    }

    /**
     * Returns the index inside an axis that is mirrored at an index at or beyond its end; the last pixel is not
     * repeated.
     */
    static int mirrored(int place, int length) {
        if (place < length) {
            return place;
        }
        int period = Math.max(1, 2 * length - 2);
        int within = place % period;
        return within < length ? within : period - within;
    }

    /** Returns the network's logits for a window that is flipped before; [height, width, map], flipped as it was. */
    float[] logits(float[] window, Flip flip) {
        return inference.logits(List.of(flip.of(window, laidOut))).get(0);
    }

    @Override
    public void close() {
        if (inference != null) {
            inference.close();
            inference = null;
        }
    }
}
