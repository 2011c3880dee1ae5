package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.nucleoscope.network.Layer.BatchNormalisation;
import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.GlobalAveragePooling;
import io.github.nucleoscope.network.Layer.Maps;
import io.github.nucleoscope.network.Layer.Output;
import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Layer.Relu;
import io.github.nucleoscope.network.Layer.Repetition;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.network.Layer.Upsampling;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {

    private static final String SHALLOW = "32conv3x3 - mp2x2 - 32conv3x3 - mp2x2 - 64conv5x5 - mp2x2 - fc32 - fc32 - o";

    @Test
    void readsTheUsersNetwork() {
        Pooling pooling = new Pooling(Pooling.Kind.MAXIMUM, 2, 2);
        assertEquals(List.of(new Convolution(32, 3, 3), pooling, new Convolution(32, 3, 3), pooling,
                new Convolution(64, 5, 5), pooling, new FullyConnected(32),
                new FullyConnected(32), new Output(1)), Architecture.parse(SHALLOW).layers());
    }

    @Test
    void parameterCountOfTheUsersNetwork() {
        // By hand: 3*3*1*32+32, 3*3*32*32+32, 5*5*32*64+64, 8*8*64*32+32, 32*32+32, 32+1
        int expected = 320 + 9248 + 51_264 + 131_104 + 1056 + 33;
        Network network = Network.initialise(Architecture.SHALLOW, TensorShape.ofCrop(64), Standardisation.NONE,
                Initialisation.HE_NORMAL, 1);
        assertEquals(expected, network.parameterCount());
    }

    @Test
    void whiteSpaceDoesNotMatter() {
        assertEquals(Architecture.parse(SHALLOW), Architecture.parse(" " + SHALLOW.replace(" - ", "-\n") + " "));
    }

    @Test
    void printsBackWhatItReads() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            List<Layer> layers = new ArrayList<>();
            for (int n = random.nextInt(8); n > 0; n--) {
                layers.add(imageLayer(random, 3));
            }
            if (random.nextInt(3) == 0) {
                layers.add(new Maps(1 + random.nextInt(12)));
            } else {
                if (random.nextBoolean()) {
                    layers.add(new GlobalAveragePooling());
                }
                for (int n = random.nextInt(4); n > 0; n--) {
                    layers.add(new FullyConnected(1 + random.nextInt(5000)));
                }
                layers.add(new Output(1 + random.nextInt(12)));
            }
            Architecture architecture = new Architecture(layers);
            assertEquals(architecture, Architecture.parse(architecture.toString()));
            assertEquals(architecture.toString(), Architecture.parse(architecture.toString()).toString());
        }
    }

    private static Layer imageLayer(Random random, int depth) {
        Pooling.Kind kind = Pooling.Kind.values()[random.nextInt(2)];
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> new Convolution(1 + random.nextInt(600), 1 + random.nextInt(11), 1 + random.nextInt(11));
            case 1 -> new Convolution(1 + random.nextInt(600), 2 * random.nextInt(5) + 1, 2 * random.nextInt(5) + 1,
                    1 + random.nextInt(4));
            case 2 -> new Pooling(kind, 1 + random.nextInt(4), 1 + random.nextInt(4));
            case 3 -> new Pooling(kind, 2 * random.nextInt(3) + 5, 2 * random.nextInt(3) + 5, 3, 3);
            case 4 -> new BatchNormalisation();
            case 5 -> new Relu();
            case 6 -> new Dropout((1 + random.nextInt(99)) / 100.0);
            case 7 -> new Upsampling(1 + random.nextInt(64), 1 + random.nextInt(64));
            case 8 -> new Repetition(1 + random.nextInt(3), imageLayers(random, depth));
            default -> new Residual(Residual.Shortcut.values()[random.nextInt(3)], imageLayers(random, depth));
        };
    }

    private static List<Layer> imageLayers(Random random, int depth) {
        return Stream.generate(() -> imageLayer(random, depth - 1)).limit(1 + random.nextInt(3)).toList();
    }

    @Test
    void readsGroupsAndStrides() {
        assertEquals(List.of(new Convolution(8, 7, 7, 2), new BatchNormalisation(),
                new Pooling(Pooling.Kind.MAXIMUM, 3, 3, 2, 2),
                new Repetition(2, List.of(new Residual(Residual.Shortcut.IDENTITY,
                        List.of(new Convolution(8, 3, 3), new Relu())))),
                new Pooling(Pooling.Kind.MEAN, 2, 2), new GlobalAveragePooling(), new Output(1)),
                Architecture.parse("8conv7x7/2 - bn - mp3x3/2 - 2x( res(8conv3x3-relu) ) - ap2x2 - gap - o").layers());
    }

    @Test
    void readsANetworkThatAnswersForEachPixel() {
        Architecture architecture = Architecture.parse("8conv3x3 - res(mp2x2 - 8conv3x3 - up2x2) - map3");
        assertEquals(List.of(new Convolution(8, 3, 3), new Residual(Residual.Shortcut.IDENTITY,
                List.of(new Pooling(Pooling.Kind.MAXIMUM, 2, 2), new Convolution(8, 3, 3), new Upsampling(2, 2))),
                new Maps(3)), architecture.layers());
        assertTrue(architecture.isPerPixel());
        assertEquals(3, architecture.maps());
        assertTrue(assertThrows(InputException.class, architecture::output).getMessage().contains("'map3'"));
        assertTrue(assertThrows(InputException.class, Architecture.SHALLOW::maps).getMessage()
                .contains("'map2'"));
    }

    @Test
    void parameterCountOfAnHourglass() {
        // By hand: 3*3*1*8+8, 3*3*8*16+16, 1*1*16*8+8, 1*1*8*2+2; neither pooling, upsampling nor sum has any.
        Network network = Network.initialise(
                Architecture.parse("8conv3x3 - res(mp2x2 - 16conv3x3 - 8conv1x1 - up2x2) - map2"),
                TensorShape.ofCrop(16), Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        assertEquals(80 + 1168 + 136 + 18, network.parameterCount());
        assertEquals(new TensorShape(16, 16, 2), network.output());
        Network larger = network.forInput(new TensorShape(32, 48, 1));
        assertEquals(new TensorShape(32, 48, 2), larger.output());
        assertEquals(network.parameterCount(), larger.parameterCount());
        Network classes = Network.initialise(Architecture.parse("mp2x2 - fc3 - o"), TensorShape.ofCrop(16),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        assertTrue(assertThrows(InputException.class, () -> classes.forInput(TensorShape.ofCrop(32)))
                .getMessage().contains("'2_fc3_weights' would need other weights"));
    }

    @Test
    void reluStandsWhereTheNotationSaysNothing() {
        Computation computation = Computation.of(Architecture.parse("2conv3x3 - bn - 2conv3x3 - relu"
                + " - res(2conv3x3 - bn - 2conv3x3 - bn) - mp2x2 - bn - fc3 - drop0.5 - o"), TensorShape.ofCrop(8));
        assertEquals("Convolve Normalise Rectify Convolve Rectify Convolve Normalise Rectify Convolve Normalise Add"
                + " Rectify Pool Normalise Connect Rectify Drop Connect", computation.nodes().stream()
                .map(node -> node.operation().getClass().getSimpleName()).collect(Collectors.joining(" ")));
    }

    @Test
    void aSumOfTwoShapesNamesTheBlock() {
        for (String block : List.of("res(2conv3x3)", "res(1conv3x3/2)", "pad(2conv3x3) - pad(1conv3x3)",
                "proj(3conv3x3 - mp2x3)")) {
            InputException e = assertThrows(InputException.class,
                    () -> Computation.of(Architecture.parse(block + " - o"), TensorShape.ofCrop(8)));
            assertTrue(e.getMessage().contains("residual block '"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "32conv3x3 - mp2y2 - o|12|mp2y2",
        "32conv3 - o|0|32conv3",
        "0conv3x3 - o|0|filters 0",
        "32conv3x3 - drop1.5 - o|12|dropout rate 1.5",
        "fc32 -  - o|6|missing",
        "fc32 - o - fc3|11|nothing may follow",
        "fc99999999999 - o|0|too large",
        "fc32 - o1|7|at least 2 classes",
        "fc32|4|must be the output",
        "fc32 - mp2x2 - o|7|whose output is not an image",
        "fc32 - drop0.5 - 3conv3x3 - o|17|whose output is not an image",
        "''|0|missing",
        "2x(3conv3x3 - o|14|after all parentheses",
        "2x(3conv3x3|11|not closed",
        "fc3 - o)|7|no parenthesis to close",
        "3x3(fc3) - o|0|unknown group",
        "res() - o|4|missing",
        "fc3 - res(3conv3x3) - o|10|whose output is not an image",
        "2x(3conv3x3 - fc3) - o|0|from the second repetition",
        "2x(drop0.5 - 2x(3conv3x3) - fc3) - o|0|from the second repetition",
        "res(fc3) - o|0|inside a residual block",
        "res(gap) - o|0|inside a residual block",
        "res(3conv3x3) 3conv3x3 - o|14|a dash is missing",
        "0x(fc3) - o|0|repetitions 0",
        "500x(500x(500x(fc1))) - o|5|more than 500 layers",
        "99999999999x(fc3) - o|0|too large",
        "2x(2x(2x(2x(2x(2x(2x(2x(2x(fc3))))))))) - o|24|inside each other",
        "3conv2x2/2 - o|0|odd sides",
        "mp2x2/2 - o|0|leave it out",
        "mp4x4/2 - o|0|odd sides",
        "vgg11@0 - o|6|width factor",
        "vgg11@0|6|width factor",
        "vgg12@1/8|0|unknown preset",
    })
    void pointsAtTheOffendingToken(String notation, int position, String message) {
        NotationException e = assertThrows(NotationException.class, () -> Architecture.parse(notation));
        assertEquals(position, e.position());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void garbageIsRefusedNotCrashedOn() {
        Random random = new Random(6);
        String letters = "0123456789convmpfcdrox.-()/@resbngap \t\u00e9%";
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Architecture read = Architecture.parse(text.toString());
                assertEquals(read, Architecture.parse(read.toString()));
            } catch (NotationException e) {
                refused++;
            }
        }
        assertTrue(refused > 10_000, "most of it is garbage");
    }

    @Test
    void tooSmallAnInputNamesTheLayer() {
        Architecture architecture = Architecture.parse("mp2x2 - mp2x2 - mp2x2 - o");
        InputException e = assertThrows(InputException.class,
                () -> Computation.of(architecture, TensorShape.ofCrop(4)));
        assertTrue(e.getMessage().startsWith("layer 3 "), e.getMessage());
        assertTrue(e.getMessage().contains("gets 1x1"), e.getMessage());
    }

    @Test
    void theOutputFitsTheNumberOfClasses() {
        assertEquals("fc3 - o", Architecture.parse("fc3 - o").forClasses(2).toString());
        assertEquals("fc3 - o5", Architecture.parse("fc3 - o").forClasses(5).toString());
        assertEquals("fc3 - o2", Architecture.parse("fc3 - o2").forClasses(2).toString());
        InputException e = assertThrows(InputException.class,
                () -> Architecture.parse("fc3 - o4").forClasses(3));
        assertTrue(e.getMessage().contains("o3"), e.getMessage());
    }

    @Test
    void smallDropoutRatesAreWrittenWithoutAnExponent() {
        assertEquals("drop0.00001 - o", Architecture.parse("drop0.00001 - o").toString());
        assertEquals("drop0.5 - o", Architecture.parse("drop0.500 - o").toString());
    }

    @Test
    void moreParametersThanAnArrayHoldsAreRefusedBeforeAnyMemoryIsTaken() {
        Architecture huge = Architecture.parse("4096conv1x1 - 4096conv31x31 - o");
        InputException e = assertThrows(InputException.class,
                () -> Network.weightShapes(huge, TensorShape.ofCrop(64)));
        assertTrue(e.getMessage().contains("has more than 2^31 parameters"), e.getMessage());
    }

    @Test
    void shapesOfWeightsAreThoseOfTheNetwork() {
        Architecture architecture = Architecture.parse("5conv3x1 - mp2x2 - fc7 - o3");
        // 8x6 becomes 4x3 of 5 channels, 60 values.
        assertEquals("1_5conv3x1_weights [3, 1, 1, 5] 1_5conv3x1_biases [5] 3_fc7_weights [60, 7] 3_fc7_biases [7]"
                + " 4_o3_weights [7, 3] 4_o3_biases [3]",
                Network.weightShapes(architecture, new TensorShape(8, 6, 1)).entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Arrays.toString(entry.getValue()))
                        .collect(Collectors.joining(" ")));
    }
}
