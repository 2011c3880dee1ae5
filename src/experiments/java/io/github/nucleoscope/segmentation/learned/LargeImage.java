package io.github.nucleoscope.segmentation.learned;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentationWarnings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;

/**
 * Draws a large 8-bit image and finds its nuclei as the command line does. Prints the time, the peak usage of each part
 * of the heap and, on Linux, of all memory.
 *
 * <pre>
 * MAVEN_OPTS=-Xmx2g mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.learned.LargeImage -Dexec.args="SIZE METHOD"
 * </pre>
 *
 * <p>SIZE: the width and height in pixels. METHOD: {@code automatic} or {@code classical}.
 */
public final class LargeImage {

    /** One nucleus per this many pixels, with radius 6 to 14; some touch. */
    private static final int PIXELS_PER_NUCLEUS = 2000;

    private LargeImage() {}

    public static void main(String[] args) throws Exception {
        int size = Integer.parseInt(args[0]);
        ImagePlus image = new ImagePlus("drawn", new ByteProcessor(size, size, draw(size)));
        long start = System.nanoTime();
        try (NucleusFinder finder = args[1].equals("classical") ? new ClassicalFinder(SegmentationSettings.DEFAULT)
                : new AutomaticFinder(SegmentationModelFile.builtIn().model(), SegmentationSettings.DEFAULT)) {
            SegmentedPlane plane = finder.find(Planes.of(image, 1).get(0));
            long found = System.nanoTime();
            System.out.printf(Locale.ROOT, "%d nuclei of %d drawn in %.1f s, %.1f megapixels per second%n",
                    plane.nuclei().size(), (long) size * size / PIXELS_PER_NUCLEUS, (found - start) / 1e9,
                    1e3 * size * size / (found - start));
            SegmentationWarnings.of(plane.plane().pixels(), plane.labels(), SegmentationSettings.DEFAULT.polarity())
                    .forEach(System.out::println);
            plane.notes().forEach(System.out::println);
            System.out.printf(Locale.ROOT, "warnings in %.1f s%n", (System.nanoTime() - found) / 1e9);
        }
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                System.out.printf("%s: peak %d MB%n", pool.getName(), pool.getPeakUsage().getUsed() >> 20);
            }
        }
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
        }
        System.out.printf("largest heap allowed: %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
    }

    private static byte[] draw(int size) {
        byte[] pixels = new byte[size * size];
        Random random = new Random(1);
        byte[] noise = new byte[1 << 20];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) Math.max(0, Math.round(12 + 3 * random.nextGaussian()));
        }
        for (int y = 0; y < size; y++) {
            int shift = random.nextInt(noise.length);
            for (int x = 0; x < size; x++) {
                pixels[y * size + x] = noise[(shift + x) % noise.length];
            }
        }
        for (long k = (long) size * size / PIXELS_PER_NUCLEUS; k > 0; k--) {
            nucleus(pixels, size, random);
        }
        return pixels;
    }

    private static void nucleus(byte[] pixels, int size, Random random) {
        int cx = random.nextInt(size);
        int cy = random.nextInt(size);
        double radius = 6 + 8 * random.nextDouble();
        double height = 40 + 140 * random.nextDouble();
        int reach = (int) radius + 3;
        for (int y = Math.max(0, cy - reach); y <= Math.min(size - 1, cy + reach); y++) {
            for (int x = Math.max(0, cx - reach); x <= Math.min(size - 1, cx + reach); x++) {
                double inside = Math.max(0, Math.min(1, (radius - Math.hypot(x - cx, y - cy)) / 3 + 0.5));
                int i = y * size + x;
                pixels[i] = (byte) Math.min(255, Math.max(pixels[i] & 0xff, 12 + height * inside));
            }
        }
    }
}
