package io.github.nucleoscope.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {

    private static String notation(Optional<Architecture> architecture) {
        return architecture.map(Architecture::toString).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "8conv3x3 - 2x(8conv3x3) - fc4 - o,"
                + "8conv3x3 - bn - 8conv3x3 - bn - 8conv3x3 - bn - fc4 - o",
        "8conv3x3 - bn - res(8conv3x3 - 8conv3x3 - bn) - o,"
                + "8conv3x3 - bn - res(8conv3x3 - bn - 8conv3x3 - bn) - o",
        "8conv3x3 - bn - o, none",
        "fc4 - o, none"})
    void normalisesEveryConvolutionOnce(String network, String expected) {
        assertEquals(expected, notation(Architectures.normalised(Architecture.parse(network))));
    }

    @ParameterizedTest
    @CsvSource({
        "8conv3x3 - mp2x2 - 8conv3x3 - 8conv3x3 - mp2x2 - fc4 - o,"
                + "8conv3x3 - mp2x2 - res(8conv3x3 - 8conv3x3) - mp2x2 - fc4 - o",
        "2x(8conv3x3) - mp2x2 - 3x(16conv3x3) - o,"
                + "proj(8conv3x3 - 8conv3x3) - mp2x2 - proj(16conv3x3 - 16conv3x3) - 16conv3x3 - o",
        "8conv3x3 - mp2x2 - 8conv3x3/2 - bn - 8conv3x3 - bn - gap - o,"
                + "8conv3x3 - mp2x2 - proj(8conv3x3/2 - bn - 8conv3x3 - bn) - gap - o",
        "32conv3x3 - mp2x2 - 32conv3x3 - mp2x2 - fc4 - o, none",
        "8conv3x3 - res(8conv3x3 - 8conv3x3) - o, none"})
    void putsShortcutsPastPairsOfConvolutions(String network, String expected) {
        assertEquals(expected, notation(Architectures.residual(Architecture.parse(network))));
    }

    @Test
    void thePlainNetworkOfEighteenLayersBecomesTheResidualOne() {
        Architecture residual = Architectures.residual(Architecture.parse("plain18")).orElseThrow();
        TensorShape crop = TensorShape.ofCrop(64);
        // He et al. 2016, table 1: the two differ by their shortcuts alone.
        assertEquals(LayerTable.of(Architecture.parse("resnet18"), crop).trained(),
                LayerTable.of(residual, crop).trained());
    }

    @Test
    void countsLayersWithWeightsAndLessensDropout() {
        assertEquals(13, Architectures.depth(Architecture.parse("vgg13@1/8")));
        assertEquals(18, Architectures.depth(Architecture.parse("resnet18")));
        assertEquals(6, Architectures.depth(Diagnostician.SHALLOW));
        assertEquals("fc4 - drop0.125 - o", notation(Architectures.withDropout(
                Architecture.parse("fc4 - drop0.5 - o"), 0.25)));
        assertEquals("none", notation(Architectures.withDropout(Architecture.parse("fc4 - o"), 0.25)));
    }
}
