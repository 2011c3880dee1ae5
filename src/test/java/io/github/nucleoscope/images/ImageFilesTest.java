package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

    @TempDir
    private Path folder;

    private static byte[] noise(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static ImageProcessor noise() {
        return new ByteProcessor(31, 17, noise(31 * 17, 16));
    }

    private Path javaFile(String format, int type) throws IOException {
        BufferedImage image = new BufferedImage(31, 17, type);
        for (int i = 0; i < 31 * 17; i++) {
            int grey = noise().get(i);
            image.getRaster().setPixel(i % 31, i / 31, new int[] {grey, grey, grey});
        }
        Path file = folder.resolve("image-" + type + "." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** A little-endian TIFF file of one deflate strip of 8-bit pixels, as other programs write it. */
    private static byte[] deflateTiff(int width, int height, byte[] pixels) {
        Deflater deflater = new Deflater();
        deflater.setInput(pixels);
        deflater.finish();
        byte[] strip = new byte[pixels.length + 100];
        int length = deflater.deflate(strip);
        deflater.end();
        int[][] tags = {{256, width}, {257, height}, {258, 8}, {259, 8}, {262, 1}, {273, 8}, {277, 1}, {278, height},
            {279, length}};
        ByteBuffer tiff = ByteBuffer.allocate(8 + length + 2 + 12 * tags.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8 + length);
        tiff.put(strip, 0, length).putShort((short) tags.length);
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        }
        return tiff.putInt(0).array();
    }

    private List<Path> samples() throws IOException {
        List<Path> samples = new ArrayList<>();
        for (String format : new String[] {"png", "bmp", "gif", "jpg"}) {
            samples.add(javaFile(format, BufferedImage.TYPE_BYTE_GRAY));
        }
        samples.add(javaFile("png", BufferedImage.TYPE_INT_RGB));
        samples.add(javaFile("bmp", BufferedImage.TYPE_3BYTE_BGR));
        Path tiff = folder.resolve("stack.tif");
        ImageFiles.saveTiff(IJ.createHyperStack("", 9, 7, 2, 2, 1, 16), tiff);
        samples.add(tiff);
        Path single = folder.resolve("single.tif");
        ImageFiles.saveTiff(new ImagePlus("", new FloatProcessor(12, 5)), single);
        samples.add(single);
        samples.add(file("deflate.tif", deflateTiff(31, 17, noise(31 * 17, 17))));
        samples.add(file("binary.pgm", pgm("P5 31 17 255\n", noise(31 * 17, 18))));
        samples.add(file("text.pgm", "P2\n# by hand\n3 2\n9\n1 2 3\n4 5 6\n".getBytes(StandardCharsets.US_ASCII)));
        return samples;
    }

    private static byte[] pgm(String header, byte[] pixels) {
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + pixels.length);
        System.arraycopy(pixels, 0, all, head.length, pixels.length);
        return all;
    }

    @Test
    void readsEveryFormat() throws IOException {
        byte[] expected = (byte[]) noise().getPixels();
        for (String format : new String[] {"png", "bmp"}) {
            ImagePlus image = ImageFiles.read(javaFile(format, BufferedImage.TYPE_BYTE_GRAY));
            assertArrayEquals(expected, (byte[]) image.getProcessor().convertToByte(false).getPixels(), format);
        }
        ImagePlus jpeg = ImageFiles.read(javaFile("jpg", BufferedImage.TYPE_BYTE_GRAY));
        assertEquals(8, jpeg.getBitDepth());
        ImagePlus deflate = ImageFiles.read(file("d.tif", deflateTiff(31, 17, expected)));
        assertArrayEquals(expected, (byte[]) deflate.getProcessor().getPixels());
        assertEquals("d.tif", deflate.getTitle());
        ImagePlus binary = ImageFiles.read(file("b.pgm", pgm("P5\n31 17\n# comment\n255\n", expected)));
        assertArrayEquals(expected, (byte[]) binary.getProcessor().getPixels());
        ImagePlus wide = ImageFiles.read(file("w.pgm", pgm("P5 1 2 65535\n", new byte[] {1, 2, (byte) 255, 0})));
        assertEquals(0x0102, wide.getProcessor().get(0, 0));
        assertEquals(0xff00, wide.getProcessor().get(0, 1));
        ImagePlus text = ImageFiles.read(file("t.pgm", "P2 2 1 900\n7 800".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(7, text.getProcessor().get(0, 0));
        assertEquals(800, text.getProcessor().get(1, 0));
    }

    @Test
    void reads16BitPngWithoutLoss() throws IOException {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(2, 1, 0, 40_001);
        Path file = folder.resolve("deep.png");
        ImageIO.write(image, "png", file.toFile());
        ImagePlus read = ImageFiles.read(file);
        assertEquals(16, read.getBitDepth());
        assertEquals(40_001, read.getProcessor().get(2, 1));
    }

    @Test
    void tiffKeepsPixelsOverlayAndCalibration() throws IOException {
        ImagePlus image = IJ.createHyperStack("cells", 5, 4, 2, 3, 2, 16);
        for (int i = 1; i <= 12; i++) {
            image.getStack().getProcessor(i).set(1, 2, 100 * i);
        }
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.5;
        image.getCalibration().setUnit("um");
        Roi roi = new Roi(1, 1, 2, 2);
        roi.setName("7 mitotic 0.98");
        roi.setGroup(2);
        image.setOverlay(new Overlay(roi));
        Path file = folder.resolve("saved.tif");
        Files.writeString(file, "older");
        ImageFiles.saveTiff(image, file);
        assertEquals("cells", image.getTitle());
        ImagePlus read = ImageFiles.read(file);
        assertArrayEquals(image.getDimensions(), read.getDimensions());
        for (int i = 1; i <= 12; i++) {
            assertEquals(100 * i, read.getStack().getProcessor(i).get(1, 2));
        }
        assertEquals(new PixelSize(0.5, 0.5, "µm"), Planes.pixelSize(read));
        assertEquals("7 mitotic 0.98", read.getOverlay().get(0).getName());
        assertEquals(2, read.getOverlay().get(0).getGroup());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void saysWhyAFileCannotBeSaved() {
        ImagePlus image = new ImagePlus("", noise());
        assertMessage(() -> ImageFiles.saveTiff(image, folder.resolve("none/image.tif")), "image.tif");
        assertMessage(() -> ImageFiles.saveTiff(image, folder), "folder");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        assertMessage(() -> ImageFiles.read(folder.resolve("missing.png")), "no such file");
        assertMessage(() -> ImageFiles.read(folder), "folder");
        assertMessage(() -> ImageFiles.read(file("e.png", new byte[0])), "empty");
        assertMessage(() -> ImageFiles.read(file("text.png", "hello, world".getBytes(StandardCharsets.US_ASCII))),
                "not an image");
        assertMessage(() -> ImageFiles.read(file("short.pgm", pgm("P5 9 9 255\n", new byte[80]))), "cut short");
    }

    private static void assertMessage(org.junit.jupiter.api.function.Executable action, String part) {
        String message = assertThrows(InputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void listsImageFilesByName() throws IOException {
        for (String name : new String[] {"b.TIF", "a.png", "c.jpeg", "notes.txt", ".hidden.png", "._a.png", "png",
            "d.pgm"}) {
            file(name, new byte[1]);
        }
        Files.createDirectory(folder.resolve("folder.png"));
        List<String> names = ImageFiles.list(folder).stream().map(path -> path.getFileName().toString()).toList();
        assertEquals(List.of("a.png", "b.TIF", "c.jpeg", "d.pgm"), names);
        assertMessage(() -> ImageFiles.list(folder.resolve("nowhere")), "no such folder");
        assertMessage(() -> ImageFiles.list(folder.resolve("a.png")), "not a folder");
    }

    @Test
    void noFileThatIsCutShortIsReadAsComplete() throws IOException {
        for (Path sample : samples()) {
            byte[] whole = Files.readAllBytes(sample);
            assertNotNull(ImageFiles.read(sample));
            Object pixels = ImageFiles.read(sample).getProcessor().getPixels();
            String name = sample.getFileName().toString();
            for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 150)) {
                Path cut = file("cut-" + name, Arrays.copyOf(whole, length));
                ImagePlus image = readOrNull(cut);
                // Some formats end in bytes that hold no pixels.
                if (image != null) {
                    assertTrue(Arrays.deepEquals(new Object[] {pixels},
                            new Object[] {image.getProcessor().getPixels()}), name + " cut to " + length);
                }
            }
        }
    }

    @Test
    void damagedFilesFailInOneLineAndPrintNothing() throws IOException {
        Random random = new Random(19);
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (Path sample : samples()) {
                byte[] whole = Files.readAllBytes(sample);
                for (int round = 0; round < 150; round++) {
                    byte[] damaged = whole.clone();
                    for (int k = 0; k <= random.nextInt(6); k++) {
                        // Headers are where it hurts.
                        int at = random.nextInt(round % 2 == 0 ? Math.min(64, whole.length) : whole.length);
                        damaged[at] = (byte) random.nextInt(256);
                    }
                    readOrNull(file("damaged-" + sample.getFileName(), damaged));
                }
            }
        } finally {
            System.setOut(out);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    private static ImagePlus readOrNull(Path file) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                return ImageFiles.read(file);
            } catch (InputException e) {
                assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
                return null;
            } catch (RuntimeException | Error e) {
                return fail(file + " throws " + e, e);
            }
        });
    }
}
