package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.RoiOutline;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.workflow.NucleusSource;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.logic.BitType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random nuclei result in the same list whether they are given as label images of each type, as ROIs, as a ROI file or
 * as the overlay of a file.
 */
class OwnOutlinesTest {

    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    @TempDir
    private Path folder;

    /** Labels with gaps between their numbers; nuclei with holes, and in pieces, as later ones are drawn over them. */
    private static int[] labels(Random random) {
        int[] labels = new int[WIDTH * HEIGHT];
        for (int n = random.nextInt(9); n > 0; n--) {
            int label = 1 + random.nextInt(255);
            int x = random.nextInt(WIDTH) - 4;
            int y = random.nextInt(HEIGHT) - 4;
            int w = 1 + random.nextInt(15);
            int h = 1 + random.nextInt(12);
            for (int i = 0; i < labels.length; i++) {
                int dx = i % WIDTH - x;
                int dy = i / WIDTH - y;
                if (dx >= 0 && dx < w && dy >= 0 && dy < h && random.nextInt(10) > 0) {
                    labels[i] = label;
                }
            }
        }
        return labels;
    }

    private static ImagePlus image(Random random) {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        random.nextBytes(pixels);
        return new ImagePlus("cells.tif", new ByteProcessor(WIDTH, HEIGHT, pixels));
    }

    private static List<ImagePlus> labelImages(int[] labels) {
        byte[] bytes = new byte[labels.length];
        short[] shorts = new short[labels.length];
        short[] signed = new short[labels.length];
        float[] floats = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
            shorts[i] = (short) labels[i];
            signed[i] = (short) (labels[i] + 32_768);
            floats[i] = labels[i];
        }
        ImagePlus signedImage = new ImagePlus("signed", new ShortProcessor(WIDTH, HEIGHT, signed, null));
        signedImage.getCalibration().setSigned16BitCalibration();
        return List.of(new ImagePlus("8-bit", new ByteProcessor(WIDTH, HEIGHT, bytes)),
                new ImagePlus("16-bit", new ShortProcessor(WIDTH, HEIGHT, shorts, null)), signedImage,
                new ImagePlus("32-bit", new FloatProcessor(WIDTH, HEIGHT, floats)));
    }

    /** All that a nucleus is, in words that can be compared; its mask as the pixels inside. */
    private static String text(Nucleus nucleus, int label) {
        StringBuilder text = new StringBuilder(label + " at " + nucleus.x() + ", " + nucleus.y() + ": "
                + nucleus.area() + " pixels, mean " + nucleus.mean() + ", from "
                + Arrays.toString(nucleus.mask().minAsLongArray()) + " to "
                + Arrays.toString(nucleus.mask().maxAsLongArray()) + " ");
        for (BitType bit : Views.flatIterable(nucleus.mask())) {
            text.append(bit.get() ? '#' : '.');
        }
        return text.toString();
    }

    private static List<String> texts(List<Nucleus> nuclei) {
        return nuclei.stream().map(nucleus -> text(nucleus, nucleus.label())).toList();
    }

    @Test
    void whateverTheFormTheNucleiAreTheSame() throws Exception {
        Random random = new Random(21);
        for (int round = 0; round < 60; round++) {
            ImagePlus image = image(random);
            Plane plane = Planes.of(image, 1).get(0);
            int[] labels = labels(random);
            List<Nucleus> nuclei = NucleusList.of(ArrayImgs.ints(labels, WIDTH, HEIGHT), plane.pixels());
            for (ImagePlus labelImage : labelImages(labels)) {
                assertEquals(texts(nuclei), texts(NucleusSource.labelImage(labelImage, image).nuclei(plane).nuclei()),
                        labelImage.getTitle());
            }
            List<Roi> rois = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            TreeSet<Integer> outside = new TreeSet<>();
            TreeSet<Integer> noArea = new TreeSet<>();
            TreeSet<Integer> covered = new TreeSet<>();
            for (Nucleus nucleus : nuclei) {
                rois.add(RoiOutline.of(nucleus.mask()));
                expected.add(text(nucleus, rois.size()));
                switch (random.nextInt(5)) {
                    case 0 -> broken(rois, outside, random.nextBoolean() ? new Roi(WIDTH + random.nextInt(500), 3, 5, 5)
                            : new PolygonRoi(new float[] {0, 3, 0}, new float[] {1, 1, 1}, Roi.POLYGON));
                    case 1 -> broken(rois, noArea, random.nextBoolean() ? new PointRoi(3, 4) : new Line(1, 1, 9, 9));
                    case 2 -> broken(rois, covered, (Roi) rois.get(rois.size() - 1).clone());
                    default -> { }
                }
            }
            List<String> problems = new ArrayList<>();
            add(problems, noArea, "left out, no area");
            add(problems, outside, "left out, no pixel of it is in the image");
            add(problems, covered, "left out, covered by earlier ones");
            check(expected, problems, NucleusSource.rois(rois, image), plane);

            Path zip = folder.resolve("rois.zip");
            RoiZip.write(zip, rois.stream().map(RoiZip.Entry::of).toList());
            check(expected, problems, NucleusSource.rois(RoiZip.readAll(zip), image), plane);

            if (!rois.isEmpty()) {
                Overlay overlay = new Overlay();
                rois.forEach(overlay::add);
                image.setOverlay(overlay);
                Path file = folder.resolve("cells.tif");
                ImageFiles.saveTiff(image, file);
                ImagePlus read = ImageFiles.read(file);
                check(expected, problems, NucleusSource.rois(NucleusOverlay.outlines(read), read), plane);
            }
        }
    }

    /** Two squares of 6x6 pixels, from (2, 2) and from (5, 2): the earlier one keeps the 18 pixels they share. */
    @Test
    void theEarlierOneKeepsThePixelsThatTwoShare() throws Exception {
        ImagePlus image = image(new Random(3));
        Plane plane = Planes.of(image, 1).get(0);
        List<Roi> rois = List.of(new Roi(2, 2, 6, 6), new Roi(5, 2, 6, 6));
        Path zip = folder.resolve("rois.zip");
        RoiZip.write(zip, rois.stream().map(RoiZip.Entry::of).toList());
        for (List<Roi> given : List.of(rois, RoiZip.readAll(zip))) {
            NucleusSource source = NucleusSource.rois(given, image);
            assertEquals(List.of(36, 18), source.nuclei(plane).nuclei().stream().map(Nucleus::area).toList());
            assertEquals(List.of("ROI 2: overlaps earlier ones, which keep the pixels they share"),
                    source.problems().stream().map(Problem::text).toList());
        }
    }

    private static void broken(List<Roi> rois, TreeSet<Integer> numbers, Roi roi) {
        rois.add(roi);
        numbers.add(rois.size());
    }

    private static void add(List<String> problems, TreeSet<Integer> numbers, String problem) {
        if (!numbers.isEmpty()) {
            problems.add("ROI " + numbers.toString().replaceAll("[\\[\\]]", "") + ": " + problem);
        }
    }

    private static void check(List<String> expected, List<String> problems, NucleusSource source, Plane plane) {
        assertEquals(expected, texts(source.nuclei(plane).nuclei()));
        assertEquals(problems, source.problems().stream().map(Problem::text).toList());
    }
}
