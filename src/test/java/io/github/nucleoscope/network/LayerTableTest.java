package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class LayerTableTest {

    private static LayerTable table(String notation, int height, int width, int channels) {
        return LayerTable.of(Architecture.parse(notation), new TensorShape(height, width, channels));
    }

    private static String lines(LayerTable table) {
        return table.rows().stream().map(row -> row.name() + " " + row.output() + " " + row.trained() + " "
                + row.running() + " " + row.multiplyAdds() + " " + row.field()).collect(Collectors.joining("\n"));
    }

    @Test
    void aPlainNetworkByHand() {
        // Weights 3*3*1*8 and 8 biases; 4*4*8*5+5; 5+1. Fields: 3; 3+1 = 4, stride 2; all 4 of them, 4 + 3*2 = 10.
        assertEquals("""
                1_8conv3x3 8x8x8 80 0 4608 3x3
                2_mp2x2 4x4x8 0 0 0 4x4
                3_fc5 1x1x5 645 0 640 10x10
                4_drop0.5 1x1x5 0 0 0 10x10
                5_o 1x1x1 6 0 5 10x10""", lines(table("8conv3x3 - mp2x2 - fc5 - drop0.5 - o", 8, 8, 1)));
    }

    @Test
    void aResidualNetworkByHand() {
        // 9x7 becomes 5x4 with stride 2. Convolution before bn: no biases. Fields, height: 7, then 7+2*2 = 11 stride 2;
        // body 11+2*2 = 15 stride 4, then 15+2*4 = 23; the projection sees 11, within it. Height 3 is averaged:
        // 23+2*4 = 31; width 2: 23+4 = 27.
        assertEquals("""
                1_4conv7x7s2 5x4x4 588 0 11760 7x7
                2_bn 5x4x4 8 8 0 7x7
                3_ap3x3s1 5x4x4 0 0 0 11x11
                4_6conv3x3s2 3x2x6 216 0 1296 15x15
                5_bn 3x2x6 12 12 0 15x15
                6_6conv3x3 3x2x6 324 0 1944 23x23
                7_bn 3x2x6 12 12 0 23x23
                8_proj 3x2x6 24 0 144 11x11
                9_proj_bn 3x2x6 12 12 0 11x11
                9_sum 3x2x6 0 0 0 23x23
                10_relu 3x2x6 0 0 0 23x23
                11_gap 1x1x6 0 0 0 31x27
                12_o3 1x1x3 21 0 18 31x27""", lines(table("4conv7x7/2 - bn - ap3x3/1 - "
                + "proj(6conv3x3/2 - bn - 6conv3x3 - bn) - relu - gap - o3", 9, 7, 3)));
    }

    @Test
    void anHourglassByHand() {
        // Fields: 3, then 4 stride 2, 4+2*2 = 8, back to stride 1: the same, and 8+2*1 = 10. A body that enlarges more
        // than it pools has a stride below 1: half a pixel, whose field of 3 values is 10+2*0.5 = 11.
        assertEquals("""
                1_4conv3x3 8x8x4 40 0 2304 3x3
                2_mp2x2 4x4x4 0 0 0 4x4
                3_4conv3x3 4x4x4 148 0 2304 8x8
                4_up2x2 8x8x4 0 0 0 8x8
                4_sum 8x8x4 0 0 0 8x8
                5_2conv3x3 8x8x2 74 0 4608 10x10
                6_up2x2 16x16x2 0 0 0 10x10
                7_2conv3x3 16x16x2 38 0 9216 11x11
                8_map2 16x16x2 6 0 1024 11x11""", lines(table("4conv3x3 - res(mp2x2 - 4conv3x3 - up2x2) - 2conv3x3"
                + " - up2x2 - 2conv3x3 - map2", 8, 8, 1)));
    }

    @Test
    void totals() {
        LayerTable table = table("4conv3x3 - bn - pad(6conv3x3/2 - bn) - gap - o", 8, 8, 1);
        // Trained 36 + 8 + 216 + 12 + 7; running 8 + 12.
        assertEquals(279, table.trained());
        assertEquals(20, table.running());
        // 64*9*4 + 16*9*4*6 + 6
        assertEquals(2304 + 3456 + 6, table.multiplyAdds());
        // Values: convolution 256, bn 256, convolution 96, bn 96, pad 96, sum 96, gap 6, output 1: 4 bytes, 10 images.
        assertEquals(903 * 40, table.mapBytes(10));
        assertEquals(256 * 40, table.rows().get(0).mapBytes(10));
        // Four times the parameters, the mini-batch of 64 pixels, the maps twice.
        assertEquals(4 * 4 * 299 + 64 * 40 + 2 * 903 * 40, table.trainingBytes(10));
    }

    @Test
    void allParametersAreCounted() {
        for (Preset preset : Preset.values()) {
            Architecture architecture = preset.architecture(0.25);
            TensorShape input = new TensorShape(64, 64, 2);
            LayerTable table = LayerTable.of(architecture, input);
            long all = 0;
            for (long[] shape : Network.weightShapes(architecture, input).values()) {
                all += ParameterBlock.length(shape);
            }
            assertEquals(all, table.trained() + table.running(), preset.token());
        }
    }

    /** The brute-force twin: how many rows and columns of pixels change a value in the middle. */
    @Test
    void fieldsAreWhatPixelsChange() {
        Random random = new Random(3);
        for (String stem : List.of("2conv3x5", "2conv5x3/2", "3conv4x2 - ap2x2", "2conv3x3 - ap3x3/2",
                "2conv3x3/2 - pad(2conv3x3/2 - 2conv5x1)", "ap3x3/1 - res(1conv2x2)",
                "res(res(1conv1x4) - 1conv1x2) - 1conv4x1")) {
            int side = 33;
            Architecture architecture = Architecture.parse(stem + " - o");
            TensorShape input = TensorShape.ofCrop(side);
            LayerTable table = LayerTable.of(architecture, input);
            Row last = table.rows().get(table.rows().size() - 2);
            int rows = last.output().height();
            int columns = last.output().width();
            // The output picks one value in the middle; all other weights are above 0, so that nothing cancels.
            Network network = Network.initialise(architecture, input, Standardisation.NONE,
                    Initialisation.HE_NORMAL, 1);
            double[] parameters = new double[network.parameterCount()];
            for (ParameterBlock block : network.computation().blocks()) {
                for (int i = block.offset(); i < block.end(); i++) {
                    parameters[i] = block.kind() == ParameterBlock.Kind.WEIGHTS ? 0.5 + random.nextDouble() : 0;
                }
                if (block.name().contains("_o_weights")) {
                    int middle = ((rows / 2) * columns + columns / 2) * last.output().channels();
                    for (int i = block.offset(); i < block.end(); i++) {
                        parameters[i] = i - block.offset() == middle ? 1 : 0;
                    }
                }
            }
            ReferenceNetwork twin = new ReferenceNetwork(network);
            float[] image = new float[side * side];
            Arrays.fill(image, 1);
            double before = twin.logits(parameters, image, 1, null)[0][0];
            int seenRows = 0;
            int seenColumns = 0;
            for (int at = 0; at < side; at++) {
                seenRows += changes(twin, parameters, image, at, true, before) ? 1 : 0;
                seenColumns += changes(twin, parameters, image, at, false, before) ? 1 : 0;
            }
            assertEquals(seenRows + "x" + seenColumns, last.field().toString(), stem);
        }
    }

    private static boolean changes(ReferenceNetwork twin, double[] parameters, float[] image, int line, boolean row,
            double before) {
        int side = (int) Math.sqrt(image.length);
        float[] changed = image.clone();
        for (int i = 0; i < side; i++) {
            changed[row ? line * side + i : i * side + line] += 1;
        }
        return Math.abs(twin.logits(parameters, changed, 1, null)[0][0] - before) > 1e-9;
    }

    @Test
    void aNetworkWithoutEndIsNoOverflow() {
        LayerTable table = table("300x(1conv31x31/31) - o", 64, 64, 1);
        assertEquals("1x1x1", table.rows().get(299).output().toString());
        assertTrue(table.rows().get(299).field().height() > 0);
    }

    @Test
    void anInputThatIsTooSmallIsRefused() {
        assertThrows(InputException.class, () -> table("vgg11", 16, 16, 1));
    }
}
