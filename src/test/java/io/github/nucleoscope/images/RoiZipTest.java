package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoiZipTest {

    @TempDir
    private Path folder;

    private static List<Roi> all() {
        Roi shape = new ShapeRoi(new Roi(10, 10, 20, 20)).not(new ShapeRoi(new Roi(15, 15, 5, 5)));
        List<Roi> rois = List.of(new Roi(1, 2, 30, 40), new OvalRoi(5, 6, 17, 18),
                new PolygonRoi(new int[] {3, 40, 20}, new int[] {4, 9, 44}, 3, Roi.TRACED_ROI),
                new PolygonRoi(new float[] {3.5f, 40.25f, 20}, new float[] {4, 9, 44.75f}, Roi.POLYGON),
                new EllipseRoi(10, 10, 60, 50, 0.5), shape, new PointRoi(7, 8), new Line(1, 2, 3, 4));
        for (int i = 0; i < rois.size(); i++) {
            rois.get(i).setName("nucleus/\u00e9\u7d30 " + i);
            if (!(rois.get(i) instanceof PointRoi)) {
                rois.get(i).setPosition(i);
            }
            rois.get(i).setProperty("a", "b");
            if (i % 2 == 0) {
                rois.get(i).setGroup(1 + i);
                rois.get(i).setStrokeColor(new Color(10, 20, i));
            }
        }
        return rois;
    }

    private Path written(List<Roi> rois) throws IOException {
        Path file = RoiZip.beside(folder.resolve("a.b.tif"));
        RoiZip.write(file, rois.stream().map(RoiZip.Entry::of).toList());
        return file;
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = written(all());
        assertEquals("a.b_ROIs.zip", file.getFileName().toString());
        List<Roi> read = RoiZip.read(file, 100, 80);
        assertEquals(all().size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            Roi roi = all().get(i);
            assertEquals(roi.getName(), read.get(i).getName());
            assertEquals(roi.getGroup(), read.get(i).getGroup());
            assertEquals(roi.getStrokeColor(), read.get(i).getStrokeColor(), "not the group's colour in ImageJ");
            assertEquals(roi.getPosition(), read.get(i).getPosition());
            assertEquals("b", read.get(i).getProperty("a"));
            assertEquals(roi.getBounds(), read.get(i).getBounds());
            for (int p = 0; p < 2500; p++) {
                assertEquals(roi.contains(p % 50, p / 50), read.get(i).contains(p % 50, p / 50));
            }
        }
    }

    /** ImageJ's own ROI Manager reads entries that end in .roi, one by one. */
    @Test
    void textsAndWhatIsNoRoiAreSkipped() throws IOException {
        Path file = folder.resolve("mixed.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Object[] entry : new Object[][] {{"readme.txt", new byte[] {1, 2}},
                    {"t.roi", RoiEncoder.saveAsByteArray(new TextRoi(5, 5, "text"))},
                    {"r.roi", RoiEncoder.saveAsByteArray(new Roi(5, 5, 9, 9))}}) {
                zip.putNextEntry(new ZipEntry((String) entry[0]));
                zip.write((byte[]) entry[1]);
            }
        }
        assertEquals(1, RoiZip.read(file, 50, 50).size());
    }

    private static void assertRefused(Path file, String... parts) {
        String message = assertThrows(InputException.class, () -> RoiZip.read(file, 100, 80)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(file.toString()), message);
        Arrays.stream(parts).forEach(part -> assertTrue(message.contains(part), message));
    }

    private Path with(byte[] roi) throws IOException {
        Path file = folder.resolve("one.zip");
        RoiZip.write(file, List.of(new RoiZip.Entry("one", roi)));
        return file;
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertRefused(folder.resolve("gone_ROIs.zip"), "there is no such file");
        Path text = Files.writeString(folder.resolve("text.zip"), "not a zip");
        assertRefused(text, "move it away");
        assertRefused(with("no ROI at all".repeat(10).getBytes()), "damaged");
        assertRefused(with(new byte[0]), "damaged");
        assertRefused(with(RoiEncoder.saveAsByteArray(new Roi(900, 10, 20, 20))), "another image");
        assertRefused(with(RoiEncoder.saveAsByteArray(new OvalRoi(0, 0, 30_000, 30_000))), "another image");
    }

    /** 64 header bytes that ask for 2^31 - 1 points, names or numbers: nothing of the kind is allocated. */
    @Test
    void countsThatTheRoiCannotHoldAreRefused() throws IOException {
        byte[] polygon = RoiEncoder.saveAsByteArray(new PolygonRoi(new int[] {3, 40, 20}, new int[] {4, 9, 44}, 3,
                Roi.POLYGON));
        int second = ByteBuffer.wrap(polygon).getInt(RoiDecoder.HEADER2_OFFSET);
        for (int count : new int[] {Integer.MAX_VALUE, 0x40000000, -1, 100_000}) {
            byte[] points = polygon.clone();
            ByteBuffer.wrap(points).putShort(RoiDecoder.N_COORDINATES, (short) 0).putInt(RoiDecoder.SIZE, count);
            assertRefused(with(points), "damaged");
            byte[] name = polygon.clone();
            ByteBuffer.wrap(name).putInt(second + RoiDecoder.NAME_LENGTH, count);
            assertRefused(with(name), "damaged");
            byte[] shape = polygon.clone();
            ByteBuffer.wrap(shape).putInt(RoiDecoder.SHAPE_ROI_SIZE, Math.max(count, 100_000));
            assertRefused(with(shape), "damaged");
        }
    }

    @Test
    void aZipBombIsRefused() throws IOException {
        Path file = folder.resolve("bomb.zip");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("bomb.roi"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        assertRefused(file, "larger than 8 MB");
    }

    @Test
    void aFileThatWasCutShortIsRefused() throws IOException {
        Path file = written(all());
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertRefused(file);
        }
    }

    /** Bytes changed at random: every file is read, or refused with one line. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(12);
        byte[] zip = Files.readAllBytes(written(all()));
        Path file = folder.resolve("fuzz.zip");
        for (int round = 0; round < 500; round++) {
            byte[] damaged = zip.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            assertReadOrRefused(file);
        }
    }

    /** The damage is in the ROI itself, and the archive is sound. */
    @Test
    void damagedRoisAreReadOrRefused() throws IOException {
        Random random = new Random(13);
        List<Roi> rois = new ArrayList<>(all());
        for (int round = 0; round < 1000; round++) {
            byte[] roi = RoiEncoder.saveAsByteArray(rois.get(random.nextInt(rois.size())));
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                roi[4 + random.nextInt(roi.length - 4)] = (byte) random.nextInt(256);
            }
            assertReadOrRefused(with(random.nextInt(4) > 0 ? roi : Arrays.copyOf(roi, random.nextInt(roi.length))));
        }
    }

    private static void assertReadOrRefused(Path file) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                Rectangle near = new Rectangle(-100, -80, 300, 240);
                for (Roi roi : RoiZip.read(file, 100, 80)) {
                    assertTrue(near.contains(roi.getBounds()));
                }
            } catch (InputException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        });
    }
}
