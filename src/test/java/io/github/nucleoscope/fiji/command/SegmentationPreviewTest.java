package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.learned.AutomaticFinder;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;

@Timeout(300)
class SegmentationPreviewTest {

    private static final SegmentationSettings DEFAULT = SegmentationSettings.DEFAULT;

    private final BlockingQueue<String> status = new LinkedBlockingQueue<>();

    /** Discs of 20 pixels: two on the first plane, one on the second. */
    private static ImagePlus stack() {
        ImageStack stack = new ImageStack(96, 48);
        for (int discs = 2; discs >= 1; discs--) {
            ByteProcessor plane = new ByteProcessor(96, 48);
            plane.setValue(200);
            for (int i = 0; i < discs; i++) {
                plane.fillOval(10 + 40 * i, 12, 20, 20);
            }
            stack.addSlice(plane);
        }
        return new ImagePlus("discs.tif", stack);
    }

    /** The planes of {@link #stack}, which the preview gets only when the test lets it go on. */
    private static class HeldStack extends ImageStack {

        final CountDownLatch reading = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final AtomicInteger reads = new AtomicInteger();

        HeldStack() {
            super(96, 48);
            ImageStack drawn = stack().getStack();
            addSlice(drawn.getProcessor(1));
            addSlice(drawn.getProcessor(2));
        }

        @Override
        public ImageProcessor getProcessor(int n) {
            if (isPreview()) {
                reads.incrementAndGet();
                reading.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return super.getProcessor(n);
        }

        static boolean isPreview() {
            return Thread.currentThread().getName().equals("Nucleoscope preview");
        }
    }

    @Test
    void theVisiblePlaneIsOutlinedAndThePreviousOverlayComesBack() throws Exception {
        ImagePlus image = stack();
        Overlay before = new Overlay(new Roi(1, 2, 3, 4));
        image.setOverlay(before);
        SegmentationPreview preview = new SegmentationPreview(image, status::add);
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.take());
        assertEquals(3, image.getOverlay().size(), "the user's own ROI shows, too");
        assertEquals(1, image.getOverlay().get(2).getPosition());
        image.setSlice(2);
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        assertEquals("Preview: 1 nuclei, looked for at a diameter of 20 pixels", status.take());
        assertEquals(2, image.getOverlay().size(), "the outlines before are replaced");
        assertEquals(2, image.getOverlay().get(1).getPosition());
        preview.hide();
        assertSame(before, image.getOverlay());
        assertEquals(1, before.size());
    }

    @Test
    void whatTheMethodSaysOfThePlaneIsInTheStatusBar() throws Exception {
        ByteProcessor stripes = new ByteProcessor(256, 256);
        stripes.setValue(200);
        stripes.setLineWidth(3);
        for (int y = 3; y < 250; y += 6) {
            stripes.drawLine(0, y, 255, y);
        }
        stripes.blurGaussian(1);
        SegmentationPreview preview = new SegmentationPreview(new ImagePlus("stripes.tif", stripes), status::add);
        preview.show(SegmentationMethods.byDefault(Colour.LUMINANCE), Signal.FIRST);
        String shown = status.take();
        assertTrue(shown.startsWith("Preview: "), shown);
        assertTrue(shown.endsWith("; " + AutomaticFinder.UNKNOWN), shown);
        preview.hide();
    }

    @Test
    void outlinesOfAnEarlierRunGiveWay() throws Exception {
        ImagePlus image = stack();
        SegmentationPreview first = new SegmentationPreview(image, status::add);
        first.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        status.take();
        SegmentationPreview second = new SegmentationPreview(image, status::add);
        second.show(Segmentation.classical(DEFAULT.withSigma(2)), Signal.FIRST);
        status.take();
        assertEquals(2, image.getOverlay().size());
        second.hide();
        first.hide();
        assertNull(image.getOverlay());
    }

    /** The first plane is held up while 100 changes come: after it only the last of them is used. */
    @Test
    void changesDoNotPileUp() throws Exception {
        HeldStack held = new HeldStack();
        ImagePlus image = new ImagePlus("slow.tif", held);
        SegmentationPreview preview = new SegmentationPreview(image, status::add);
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        held.reading.await();
        for (int i = 1; i <= 100; i++) {
            preview.show(Segmentation.classical(DEFAULT.withArea(1, 100 + i)), Signal.FIRST);
        }
        preview.show(Segmentation.classical(DEFAULT.withArea(1, 100_000)), Signal.FIRST);
        assertNull(image.getOverlay());
        held.goOn.countDown();
        assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.take());
        assertEquals(2, held.reads.get(), "the first and the last");
        // Nothing has changed: nothing is computed.
        preview.show(Segmentation.classical(DEFAULT.withArea(1, 100_000)), Signal.FIRST);
        preview.show(Segmentation.classical(DEFAULT.withArea(1, 3)), Signal.FIRST);
        assertEquals("Preview: 0 nuclei", status.take());
        assertEquals(3, held.reads.get());
    }

    /** The first plane is held up until its preview is hidden: the status bar shows only the second. */
    @Test
    void whatIsStillComputedAfterTheEndIsNotDrawn() throws Exception {
        HeldStack held = new HeldStack();
        ImagePlus image = new ImagePlus("slow.tif", held);
        SegmentationPreview preview = new SegmentationPreview(image, status::add);
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        held.reading.await();
        preview.hide();
        held.goOn.countDown();
        preview.show(Segmentation.classical(DEFAULT.withArea(1, 3)), Signal.FIRST);
        assertEquals("Preview: 0 nuclei", status.take(), "the one that was not hidden");
        assertEquals(0, image.getOverlay().size());
    }

    /** The slice was changed while the previous settings were still in use. */
    @Test
    void theSliceIsTheOneThatWasSeenWhenTheSettingsChanged() throws Exception {
        HeldStack held = new HeldStack();
        ImagePlus image = new ImagePlus("slow.tif", held);
        SegmentationPreview preview = new SegmentationPreview(image, status::add);
        preview.show(Segmentation.classical(DEFAULT.withArea(1, 3)), Signal.FIRST);
        held.reading.await();
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        image.setSlice(2);
        held.goOn.countDown();
        assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.take());
        assertEquals(1, image.getOverlay().get(0).getPosition());
    }

    @Test
    void whatCannotBeDoneIsSaidInTheStatusBar() throws Exception {
        ImagePlus image = stack();
        SegmentationPreview preview = new SegmentationPreview(image, status::add);
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
        status.take();
        preview.show(Segmentation.classical(DEFAULT), Signal.FIRST.withChannel(Channel.of(7)));
        String line = status.take();
        assertTrue(line.startsWith("Preview: there is no channel 7"), line);
        assertNull(image.getOverlay());
    }

    /** The first read fails with a defect after newer settings have arrived. */
    @Test
    void afterADefectTheNextRequestHasItsTurn() throws Exception {
        HeldStack broken = new HeldStack() {
            @Override
            public ImageProcessor getProcessor(int n) {
                ImageProcessor plane = super.getProcessor(n);
                if (isPreview() && reads.get() == 1) {
                    throw new IllegalStateException("a defect");
                }
                return plane;
            }
        };
        SegmentationPreview preview = new SegmentationPreview(new ImagePlus("broken.tif", broken), status::add);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> defects = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, defect) -> defects.add(defect));
        try {
            preview.show(Segmentation.classical(DEFAULT), Signal.FIRST);
            broken.reading.await();
            preview.show(Segmentation.classical(DEFAULT.withArea(1, 100_000)), Signal.FIRST);
            broken.goOn.countDown();
            assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.take());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of("a defect"), defects.stream().map(Throwable::getMessage).toList());
    }

    /** As a dialog calls the command. */
    @Test
    void theCommandPreviewsWhereItIsAskedTo() throws ModuleException, InterruptedException {
        try (Commands commands = new Commands()) {
            Object listener = new Object() {
                @EventHandler
                void onEvent(StatusEvent event) {
                    if (String.valueOf(event.getStatusMessage()).startsWith("Preview")) {
                        status.add(event.getStatusMessage());
                    }
                }
            };
            commands.context.service(EventService.class).subscribe(listener);
            ImagePlus image = stack();
            Module module = commands.context.service(CommandService.class).getCommand(SegmentNuclei.class)
                    .createModule();
            commands.context.inject(module.getDelegateObject());
            module.setInput("image", image);
            module.setInput("found_by", "classical");
            module.preview();
            assertNull(image.getOverlay(), "not asked for");
            module.setInput("preview", true);
            module.preview();
            assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.poll(30, TimeUnit.SECONDS));
            assertEquals(2, image.getOverlay().size());
            module.setInput("blur_sigma", -1.0);
            module.preview();
            assertTrue(status.poll(30, TimeUnit.SECONDS).startsWith("Preview: blur sigma -1.0"));
            assertNull(image.getOverlay());
            module.setInput("blur_sigma", 2.0);
            module.preview();
            assertEquals("Preview: blur_sigma=2.0 does nothing with threshold_method Auto, which measures it in the"
                    + " image: leave it at the default, or choose another threshold_method",
                    status.poll(30, TimeUnit.SECONDS));
            assertNull(image.getOverlay());
            module.setInput("blur_sigma", 1.0);
            module.preview();
            assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.poll(30, TimeUnit.SECONDS));
            module.setInput("preview", false);
            module.preview();
            assertNull(image.getOverlay());
            module.setInput("preview", true);
            module.preview();
            assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.poll(30, TimeUnit.SECONDS));
            module.cancel();
            assertNull(image.getOverlay(), "the dialog's Cancel");
            module.preview();
            assertEquals("Preview: 2 nuclei, looked for at a diameter of 20 pixels", status.poll(30, TimeUnit.SECONDS));
            module.setInput("make_label_image", false);
            module.run();
            assertNotNull(image.getOverlay());
            assertEquals(3, image.getOverlay().size(), "the nuclei of both planes, once");
            module.setInput("image", null);
            module.preview();
            assertFalse(IJ.escapePressed());
        }
    }
}
