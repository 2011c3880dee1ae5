package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.network.LayerTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The presets against the papers: Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition", 2015; He et al., "Deep Residual Learning for Image Recognition", 2016.
 */
class PresetTest {

    private static LayerTable imageNet(String preset) {
        return LayerTable.of(Architecture.parse(preset).forClasses(1000), new TensorShape(224, 224, 3));
    }

    private static LayerTable cifar() {
        return LayerTable.of(Architecture.parse("resnet20").forClasses(10), new TensorShape(32, 32, 3));
    }

    /** Layers with weights, without those on shortcuts: what the papers count. */
    private static List<Row> weighted(LayerTable table) {
        return table.rows().stream().filter(row -> row.multiplyAdds() > 0 && !row.name().endsWith("_proj")).toList();
    }

    /** Kernel and output of each weighted layer, those that are alike counted: {@code 2 conv3x3 56x56x256}. */
    private static String stages(LayerTable table) {
        List<String> stages = new ArrayList<>();
        String previous = "";
        int count = 0;
        for (Row row : weighted(table)) {
            String kernel = row.name().replaceAll("^\\d+_(\\d+(?=conv))?|(?<=fc|o)\\d+$|s\\d+$", "");
            String stage = kernel + " " + row.output();
            count = stage.equals(previous) ? count + 1 : 1;
            if (count > 1) {
                stages.remove(stages.size() - 1);
            }
            stages.add(count + " " + stage);
            previous = stage;
        }
        return String.join(", ", stages);
    }

    /** Shapes after the poolings. */
    private static List<String> pooled(LayerTable table) {
        return table.rows().stream().filter(row -> row.name().matches("\\d+_(mp.*|gap)"))
                .map(row -> row.output().toString()).toList();
    }

    /** Table 1, columns A, B and D: five stages, each halved by a maximum of 2x2 with stride 2. */
    @ParameterizedTest
    @CsvSource({"vgg11, 1, 1, 2, 2, 2", "vgg13, 2, 2, 2, 2, 2", "vgg16, 2, 2, 3, 3, 3"})
    void vgg(String preset, int first, int second, int third, int fourth, int fifth) {
        LayerTable table = imageNet(preset);
        assertEquals(first + " conv3x3 224x224x64, " + second + " conv3x3 112x112x128, " + third
                + " conv3x3 56x56x256, " + fourth + " conv3x3 28x28x512, " + fifth
                + " conv3x3 14x14x512, 2 fc 1x1x4096, 1 o 1x1x1000", stages(table));
        assertEquals(List.of("112x112x64", "56x56x128", "28x28x256", "14x14x512", "7x7x512"), pooled(table));
        // Section 3.1: dropout of 0.5 after the first two fully connected layers.
        assertEquals(2, table.rows().stream().filter(row -> row.name().endsWith("_drop0.5")).count());
    }

    /** Table 1, columns of 18 and 34 layers: stages of 3x3 filters after one of 7x7 with stride 2. */
    @ParameterizedTest
    @CsvSource({"plain18, 4, 4, 4, 4", "resnet18, 4, 4, 4, 4", "plain34, 6, 8, 12, 6", "resnet34, 6, 8, 12, 6"})
    void stagesOfHe(String preset, int second, int third, int fourth, int fifth) {
        LayerTable table = imageNet(preset);
        assertEquals("1 conv7x7 112x112x64, " + second + " conv3x3 56x56x64, " + third + " conv3x3 28x28x128, "
                + fourth + " conv3x3 14x14x256, " + fifth + " conv3x3 7x7x512, 1 o 1x1x1000", stages(table));
        assertEquals(List.of("56x56x64", "1x1x512"), pooled(table));
        boolean residual = preset.startsWith("resnet");
        int convolutions = 1 + second + third + fourth + fifth;
        // Section 3.4: batch normalisation after each convolution; section 3.3: projections where the shape changes.
        assertEquals(convolutions + (residual ? 3 : 0),
                table.rows().stream().filter(row -> row.running() > 0).count());
        assertEquals(residual ? 3 : 0, table.rows().stream().filter(row -> row.name().endsWith("_proj")).count());
        assertEquals(residual ? (convolutions - 1) / 2 : 0,
                table.rows().stream().filter(row -> row.name().endsWith("_sum")).count());
    }

    /** Section 4.2: 6n + 2 layers with n = 3, maps of 32, 16 and 8 pixels with 16, 32 and 64 filters. */
    @Test
    void resnet20() {
        assertEquals("7 conv3x3 32x32x16, 6 conv3x3 16x16x32, 6 conv3x3 8x8x64, 1 o 1x1x10", stages(cifar()));
        assertEquals(List.of("1x1x64"), pooled(cifar()));
        assertEquals(9, cifar().rows().stream().filter(row -> row.name().endsWith("_sum")).count());
        // Option A: shortcuts without parameters.
        assertEquals(2, cifar().rows().stream().filter(row -> row.name().endsWith("_pad")).count());
        assertEquals(0, cifar().rows().stream().filter(row -> row.name().endsWith("_proj")).count());
    }

    @ParameterizedTest
    @CsvSource({"vgg11, 11", "vgg13, 13", "vgg16, 16", "plain18, 18", "resnet18, 18", "plain34, 34", "resnet34, 34"})
    void weightedLayersAreInTheName(String preset, int layers) {
        assertEquals(layers, weighted(imageNet(preset)).size());
        assertEquals(20, weighted(cifar()).size());
    }

    /**
     * As published with torchvision's models of the same layers; in the paper, table 2: 133, 133 and 138 million. The
     * plain networks are the residual ones without projections: 64*128 + 128*256 + 256*512 weights and
     * 2*(128 + 256 + 512) of their batch normalisations less, 173,824.
     */
    @ParameterizedTest
    @CsvSource({"vgg11, 132863336", "vgg13, 133047848", "vgg16, 138357544", "resnet18, 11689512",
        "resnet34, 21797672", "plain18, 11515688", "plain34, 21623848"})
    void parameters(String preset, long trained) {
        assertEquals(trained, imageNet(preset).trained());
    }

    /**
     * By hand. Weights: 3*3*3*16 = 432, 6 * 3*3*16*16 = 13,824, 3*3*16*32 + 5 * 3*3*32*32 = 50,688, 3*3*32*64 +
     * 5 * 3*3*64*64 = 202,752; scales and shifts 2 * (7*16 + 6*32 + 6*64) = 1376; output 64*10 + 10 = 650. Table 6 says
     * 0.27 million.
     */
    @Test
    void parametersOfResnet20() {
        assertEquals(432 + 13_824 + 50_688 + 202_752 + 1376 + 650, cifar().trained());
        assertEquals(1376, cifar().running());
    }

    /** He et al., table 1, which has two digits: the projections are a hundredth of it. */
    @ParameterizedTest
    @CsvSource({"plain18, 1.8", "resnet18, 1.8", "plain34, 3.6", "resnet34, 3.6"})
    void multiplyAdds(String preset, double billions) {
        assertEquals(billions, imageNet(preset).multiplyAdds() / 1e9, 0.07);
    }

    /** Araujo et al. 2019, table of section "Receptive field of popular networks": 212 for VGG-16, before the fc. */
    @Test
    void receptiveFieldOfVgg16() {
        List<Row> rows = imageNet("vgg16").rows();
        Row lastPool = rows.stream().filter(row -> row.output().toString().equals("7x7x512")).findFirst().orElseThrow();
        assertEquals("212x212", lastPool.field().toString());
    }

    @Test
    void theHourglassAnswersForEachPixel() {
        LayerTable table = LayerTable.of(Architecture.parse("hourglass"), TensorShape.ofCrop(64));
        Row last = table.rows().get(table.rows().size() - 1);
        assertEquals("64x64x2", last.output().toString());
        assertEquals("196x196", last.field().toString());
        // Between a full size and a sixteenth, four times there and back.
        assertEquals(4, table.rows().stream().filter(row -> row.name().endsWith("_sum")).count());
        // A budget: training looks at 35 million pixels in an epoch, and the model file is at most 3 MB.
        assertTrue(table.multiplyAdds() / (64 * 64) <= 12_000, table.multiplyAdds() + " multiply-adds");
        assertTrue(Float.BYTES * (table.trained() + table.running()) < 3_000_000);
    }

    @Test
    void theShallowNetworkIsTheUsers() {
        assertEquals("32conv3x3 - mp2x2 - 32conv3x3 - mp2x2 - 64conv5x5 - mp2x2 - fc32 - fc32 - o",
                Architecture.parse("shallow").toString());
        assertEquals(Architecture.SHALLOW, Architecture.parse("shallow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg11@1/8", "vgg11@0.125", "vgg11@.125", " vgg11 @ 1/8 ", "vgg11@2/16"})
    void widthFactors(String reference) {
        assertEquals("8conv3x3 - mp2x2 - 16conv3x3 - mp2x2 - 2x(32conv3x3) - mp2x2 - 2x(2x(64conv3x3) - mp2x2)"
                + " - 2x(fc512 - drop0.5) - o", Architecture.parse(reference).toString());
    }

    @Test
    void widthsAreRoundedAndNeverZero() {
        // 16, 32 and 64 filters: 0.16, 0.32 and 0.64, at least 1.
        assertTrue(Architecture.parse("resnet20@1/100").toString().startsWith("1conv3x3 - bn - 3x(res(1conv3x3"));
        // 16 / 3 = 5.33, 32 / 3 = 10.67
        assertTrue(Architecture.parse("resnet20@1/3").toString().contains("pad(11conv3x3/2 - bn - 11conv3x3 - bn)"));
        assertTrue(Architecture.parse("resnet20@2").toString().startsWith("32conv3x3 - bn"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vgg11@|unknown layer",
        "vgg11@0|above 0 and at most 16",
        "vgg11@17|above 0 and at most 16",
        "vgg11@1/0|above 0 and at most 16",
        "vgg11@-1|above 0 and at most 16",
        "vgg11@1e-1|above 0 and at most 16",
        "vgg11@wide|above 0 and at most 16",
        "vgg11@1/8 - o|above 0 and at most 16",
        "vgg12|unknown layer",
        "vgg12@1/8|unknown preset; known are shallow, vgg11, vgg13",
        "vgg16@16|filters 8192 is not between 1 and 4096",
    })
    void badReferencesAreRefusedInOneLine(String reference, String problem) {
        NotationException e = assertThrows(NotationException.class, () -> Architecture.parse(reference));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void printsBackWhatItReads(Preset preset) {
        for (String width : new String[] {"", "@1/8", "@0.3", "@2"}) {
            Architecture architecture = Architecture.parse(preset.token() + width);
            assertEquals(architecture, Architecture.parse(architecture.toString()));
            assertEquals(architecture.toString(), Architecture.parse(architecture.toString()).toString());
        }
    }
}
