package io.github.nucleoscope.fiji.annotation;

import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.Signal;

/**
 * Opens an image of 5,000 nuclei in ImageJ, clicks on 200 of them, and prints the time from the press of the
 * button until the nucleus was painted, next to the time that ImageJ takes to paint the whole image. It needs a
 * display.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.fiji.annotation.AnnotationBenchmark
 * </pre>
 */
public final class AnnotationBenchmark {

    private static final int ACROSS = 72;
    private static final int DOWN = 70;
    private static final int CLICKS = 200;

    private AnnotationBenchmark() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        new ImageJ();
        ImagePlus drawn = new ImagePlus("nuclei", ellipses());
        Path file = Files.createTempDirectory("annotation").resolve("nuclei.tif");
        IJ.saveAsTiff(drawn, file.toString());
        ImagePlus image = IJ.openImage(file.toString());
        AnnotationStart start = AnnotationStart.of(image, Optional.empty(), Signal.FIRST, (done, all, doing) -> { });
        EventQueue.invokeAndWait(image::show);
        long opened = System.nanoTime();
        EventQueue.invokeAndWait(() -> AnnotationSession.open(image, start));
        System.out.printf(Locale.ROOT, "%d nuclei, opened in %.0f ms%n", start.outlines().size(),
                (System.nanoTime() - opened) / 1e6);
        measure("whole image", image, start.outlines());
        EventQueue.invokeAndWait(() -> {
            ImageCanvas canvas = image.getCanvas();
            Dimension size = canvas.getSize();
            canvas.setSourceRect(new Rectangle(1000, 1000, size.width, size.height));
            canvas.repaint();
        });
        measure("magnification 1", image, start.outlines());
        AnnotationSession session = AnnotationSession.of(image).orElseThrow();
        long ended = System.nanoTime();
        EventQueue.invokeAndWait(session::end);
        System.out.printf(Locale.ROOT, "ended and saved in %.0f ms%n", (System.nanoTime() - ended) / 1e6);
        System.exit(0);
    }

    private static ByteProcessor ellipses() {
        ByteProcessor pixels = new ByteProcessor(ACROSS * 64, DOWN * 64);
        Random random = new Random(1);
        for (int y = 0; y < DOWN; y++) {
            for (int x = 0; x < ACROSS; x++) {
                pixels.setValue(120 + random.nextInt(100));
                pixels.fillOval(64 * x + random.nextInt(20), 64 * y + random.nextInt(20), 28 + random.nextInt(15),
                        28 + random.nextInt(15));
            }
        }
        return pixels;
    }

    /** Returns when ImageJ has finished pending painting: one event requests it, the next one paints. */
    private static void finishPainting() throws Exception {
        for (int i = 0; i < 3; i++) {
            EventQueue.invokeAndWait(Toolkit.getDefaultToolkit()::sync);
        }
    }

    private static void measure(String what, ImagePlus image, List<Outline> outlines) throws Exception {
        finishPainting();
        ImageCanvas canvas = image.getCanvas();
        List<Outline> visible = outlines.stream().filter(outline -> canvas.getSrcRect().contains(outline.bounds()))
                .toList();
        Random random = new Random(2);
        double[] clicks = new double[CLICKS];
        double[] whole = new double[20];
        for (int i = 0; i < CLICKS; i++) {
            Rectangle box = visible.get(random.nextInt(visible.size())).bounds();
            int x = canvas.screenX((int) box.getCenterX());
            int y = canvas.screenY((int) box.getCenterY());
            // From the event's way through the queue to the last pixel on the screen.
            long before = System.nanoTime();
            Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new MouseEvent(canvas,
                    MouseEvent.MOUSE_PRESSED, System.currentTimeMillis(), InputEvent.BUTTON1_DOWN_MASK, x, y, 1,
                    false, MouseEvent.BUTTON1));
            EventQueue.invokeAndWait(Toolkit.getDefaultToolkit()::sync);
            clicks[i] = (System.nanoTime() - before) / 1e6;
            EventQueue.invokeAndWait(() -> canvas.dispatchEvent(new MouseEvent(canvas, MouseEvent.MOUSE_RELEASED,
                    System.currentTimeMillis(), 0, x, y, 1, false, MouseEvent.BUTTON1)));
            finishPainting();
        }
        for (int i = 0; i < whole.length; i++) {
            long before = System.nanoTime();
            EventQueue.invokeAndWait(() -> {
                canvas.paint(canvas.getGraphics());
                Toolkit.getDefaultToolkit().sync();
            });
            whole[i] = (System.nanoTime() - before) / 1e6;
        }
        double first = clicks[0];
        Arrays.sort(clicks);
        Arrays.sort(whole);
        System.out.printf(Locale.ROOT, "%s (%.2f): click painted in %.1f ms (first), %.1f ms (median), "
                + "%.1f ms (95 %%), %.1f ms (most); ImageJ's own painting %.1f ms (median)%n", what,
                canvas.getMagnification(), first, clicks[CLICKS / 2], clicks[CLICKS * 95 / 100], clicks[CLICKS - 1],
                whole[whole.length / 2]);
    }
}
