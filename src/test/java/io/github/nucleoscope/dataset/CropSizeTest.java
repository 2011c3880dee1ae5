package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Samples;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Nucleus;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropSizeTest {

    private static int size(Background background, boolean aroundPoints, List<UncutCrop> crops) {
        return new CropSize(new CropRequest(OptionalInt.empty(), Scale.FIXED, background, Optional.empty(),
                new ChannelRequest.Automatic(), aroundPoints)).of(crops);
    }

    private static UncutCrop crop(ArrayImg<UnsignedByteType, ByteArray> pixels, Optional<Nucleus> nucleus,
            double scale) {
        return new UncutCrop(List.of(pixels), nucleus, Optional.empty(), new Samples(8, 0, 255, true, false), scale,
                true, new Origin(new SourceImage("image", Optional.empty(), 0, PixelSize.UNCALIBRATED), 1, 1,
                        Optional.empty()));
    }

    private static UncutCrop nucleus(int width, int height, double scale) {
        return crop(ArrayImgs.unsignedBytes(10, 10),
                Optional.of(new Nucleus(1, ArrayImgs.bits(width, height), 0, 0, 1, 0)), scale);
    }

    /** A file with a square of 1 in its middle, 0 around it. */
    private static UncutCrop file(int side, int square) {
        ArrayImg<UnsignedByteType, ByteArray> pixels = ArrayImgs.unsignedBytes(side, side);
        int margin = (side - square) / 2;
        for (int y = margin; y < side - margin; y++) {
            for (int x = margin; x < side - margin; x++) {
                pixels.getAt(x, y).set(1);
            }
        }
        return crop(pixels, Optional.empty(), 1);
    }

    @ParameterizedTest
    @CsvSource({"10, 12, 1, 32", "32, 8, 1, 32", "33, 8, 1, 48", "20, 50, 1, 64", "20, 50, 2, 96", "90, 20, 0.5, 48",
            "300, 300, 1, 96"})
    void holdsTheNucleiInSteps(int width, int height, double scale, int expected) {
        assertEquals(expected, size(Background.ZERO, false, List.of(nucleus(width, height, scale))));
        assertEquals(expected, size(Background.KEEP, false, List.of(nucleus(width, height, scale))));
    }

    /** One clump of two hundred nuclei makes no window larger, three do. */
    @Test
    void oneInAHundredMayBeLarger() {
        List<UncutCrop> usual = Collections.nCopies(197, nucleus(30, 30, 1));
        List<UncutCrop> one = Stream.concat(usual.stream(), Stream.of(nucleus(80, 80, 1))).toList();
        List<UncutCrop> three = Stream.concat(usual.stream(), Collections.nCopies(3, nucleus(80, 80, 1)).stream())
                .toList();
        assertEquals(32, size(Background.ZERO, false, one));
        assertEquals(80, size(Background.ZERO, false, three));
    }

    @ParameterizedTest
    @CsvSource({"100, 20, 32", "100, 34, 48", "100, 90, 96", "40, 40, 48"})
    void filesWithoutBackgroundCountWhatIsNotBlack(int side, int square, int expected) {
        assertEquals(expected, size(Background.ZERO, false, List.of(file(side, square))));
    }

    /** Where nobody has outlined the nucleus, nothing is left out and nothing added that need not be. */
    @ParameterizedTest
    @CsvSource({"20, 32", "40, 40", "41, 42", "96, 96", "128, 96"})
    void filesWithABackgroundKeepTheirSize(int side, int expected) {
        assertEquals(expected, size(Background.KEEP, false, List.of(file(side, 10))));
    }

    @Test
    void windowsAroundPointsAreTheLargest() {
        assertEquals(96, size(Background.KEEP, true, List.of(nucleus(1, 1, 1))));
    }
}
