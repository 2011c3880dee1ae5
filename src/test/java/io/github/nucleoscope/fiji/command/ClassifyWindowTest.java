package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;

/** Segment Nuclei and Classify Nuclei in ImageJ's own windows, with mouse and keys. */
@Tag("window")
@Timeout(300)
class ClassifyWindowTest {

    @TempDir
    private static Path folder;

    private static Display display;
    private static Commands commands;
    private static File model;

    private String groupNames;

    @BeforeAll
    static void start() {
        display = Display.require();
        if (IJ.getInstance() == null) {
            new ImageJ(ImageJ.EMBEDDED);
        }
        commands = new Commands();
        model = folder.resolve("tiny.nucleoscope.zip").toFile();
        commands.run(TrainClassifier.class, "training_data", new File("test-images/truth.csv"), "image_folder",
                new File("test-images/images"), "output_model", model, "network", "4conv3x3 - mp4x4 - fc8 - o",
                "members", 1, "crop_size", 32, "normalise", "channel", "epochs", 2, "seed", 7L);
    }

    @AfterAll
    static void close() {
        if (commands != null) {
            commands.close();
        }
    }

    @BeforeEach
    void keepGroupNames() {
        groupNames = Roi.getGroupNames();
    }

    @AfterEach
    void closeImages() {
        Roi.setGroupNames(groupNames);
        int[] open = WindowManager.getIDList();
        for (int i = 0; open != null && i < open.length; i++) {
            ImagePlus image = WindowManager.getImage(open[i]);
            image.changes = false;
            image.close();
        }
        for (Frame frame : WindowManager.getNonImageWindows()) {
            frame.dispose();
            WindowManager.removeWindow(frame);
        }
    }

    private static long logged(String said) {
        return Objects.requireNonNullElse(IJ.getLog(), "").lines().filter(line -> line.contains(said)).count();
    }

    @Test
    void aModelOfReadyMadeCropsSaysThatItDoesNotKnowHowNucleiAreFound(@TempDir Path work) throws Exception {
        File crops = Brightness.writeTo(work);
        IJ.log("window test");
        IJ.log("\\Clear");
        ImagePlus image = field();
        commands.run(ClassifyNuclei.class, "image", image, "model", crops);
        assertEquals(1, logged("ready-made crops"), IJ.getLog());
        commands.run(ClassifyNuclei.class, "image", image, "model", crops, "nuclei_from", "overlay");
        assertEquals(1, logged("ready-made crops"), IJ.getLog());
        commands.run(BatchClassifyFolder.class, "input_folder", new File("test-images/images"), "model", crops,
                "output_folder", work.resolve("out").toFile());
        assertEquals(2, logged("ready-made crops"), IJ.getLog());
    }

    private static ImagePlus show(ImagePlus image, int x, int y) {
        image.show();
        display.waitFor("image window", () -> image.getWindow() != null && image.getWindow().isShowing()
                ? image.getWindow() : null);
        display.place(image.getWindow(), x, y);
        return image;
    }

    private static ImagePlus field() throws Exception {
        return ImageFiles.read(Path.of("test-images/images/field_11.tif"));
    }

    /** Makes the window of the image the active one, as users do. */
    private static void click(ImagePlus image) {
        display.click(image.getCanvas(), new Point(5, 5));
        display.focus(image.getCanvas());
        display.waitFor("active image", () -> WindowManager.getCurrentImage() == image ? image : null);
        image.deleteRoi();
    }

    private static int count(BufferedImage picture, Color colour) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                count += (picture.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF) ? 1 : 0;
            }
        }
        return count;
    }

    /** Writes what a window, or the screen where there is none, shows, when it shows enough of the colour. */
    private static void screenshot(String name, Window window, Color colour, int pixels) {
        display.waitFor(name + " in its colour", () -> {
            BufferedImage shown = window == null ? display.screenshot(name) : display.screenshot(name, window);
            return count(shown, colour) > pixels ? shown : null;
        });
    }

    @Test
    void theVisibleSliceIsOutlinedLiveAndCancelTakesTheOutlinesAway() throws ModuleException {
        ImageStack stack = new ImageStack(256, 256);
        stack.addSlice(Commands.field(1).getProcessor());
        stack.addSlice(Commands.field(2).getProcessor());
        ImagePlus image = show(new ImagePlus("stack.tif", stack), 100, 150);
        image.setSlice(2);
        Module module = commands.context.service(CommandService.class).getCommand(SegmentNuclei.class).createModule();
        commands.context.inject(module.getDelegateObject());
        module.setInput("image", image);
        module.setInput("preview", true);
        module.preview();
        display.waitFor("outlines", () -> image.getOverlay());
        for (Roi roi : image.getOverlay().toArray()) {
            assertEquals(2, roi.getPosition());
        }
        screenshot("segment-preview", image.getWindow(), Color.YELLOW, 300);
        module.cancel();
        assertNull(image.getOverlay());
        display.waitFor("image without outlines", () ->
                count(display.screenshot("segment-cancelled", image.getWindow()), Color.YELLOW) == 0 ? image : null);
    }

    @Test
    void segmentNucleiOpensOverlayLabelsAndTable() throws Exception {
        ImagePlus image = show(field(), 20, 150);
        Module module = commands.run(SegmentNuclei.class, "image", image);
        show((ImagePlus) module.getOutput("label_image"), 560, 150);
        Window table = WindowManager.getWindow(NucleusTable.TITLE);
        table.setBounds(20, 740, 900, 220);
        display.waitFor("table", () -> table.isShowing() ? table : null);
        screenshot("segment", null, Color.YELLOW, 1000);
    }

    @Test
    void classifyNucleiOpensOverlayLegendMapsAndTable() throws Exception {
        ImagePlus image = show(field(), 20, 150);
        Module module = commands.run(ClassifyNuclei.class, "image", image, "model", model, "show_legend", true,
                "make_class_map", true, "make_probability_map", true);
        ImagePlus classes = show((ImagePlus) module.getOutput("class_map"), 545, 150);
        ImagePlus probability = show((ImagePlus) module.getOutput("probability_map"), 1070, 150);
        Window table = WindowManager.getWindow(NucleusTable.TITLE);
        table.setBounds(20, 740, 1100, 220);
        Color blue = new Color(0x56B4E9);
        Color orange = new Color(0xE69F00);
        screenshot("classify", image.getWindow(), blue, 1000);
        screenshot("classify", image.getWindow(), orange, 1000);
        screenshot("class-map", classes.getWindow(), blue, 10_000);
        screenshot("class-map", classes.getWindow(), orange, 10_000);
        double[] inside = image.getOverlay().get(0).getContourCentroid();
        screenshot("probability-map", probability.getWindow(), new Color(
                probability.getBufferedImage().getRGB((int) inside[0], (int) inside[1])), 10);
        screenshot("classify-all", null, orange, 10_000);
    }

    @Test
    void editUndoBringsThePreviousOverlayBack() throws Exception {
        ImagePlus image = show(field(), 20, 150);
        click(image);
        commands.run(ClassifyNuclei.class, "image", image, "model", model);
        assertTrue(image.getOverlay().size() > 0);
        click(image);
        IJ.run("Undo");
        assertEquals(0, image.getOverlay().size());
    }

    /** ImageJ forgets what there is to undo when the window of the label image opens. */
    @Test
    void editUndoDoesSoAfterOtherImagesWereOpened() throws Exception {
        ImagePlus image = show(field(), 20, 150);
        click(image);
        Module module = commands.run(SegmentNuclei.class, "image", image);
        int nuclei = image.getOverlay().size();
        ImagePlus labels = show((ImagePlus) module.getOutput("label_image"), 560, 150);
        click(labels);
        click(image);
        display.waitFor("undo", () -> {
            IJ.run("Undo");
            return image.getOverlay().size() == 0 ? image : null;
        });
        commands.run(SegmentNuclei.class, "image", image, "make_label_image", false);
        assertEquals(nuclei, image.getOverlay().size());
    }

    /** Esc is pressed while the third of a thousand planes is read. */
    @Test
    void escEndsALongStackAndKeepsWhatIsDone() throws Exception {
        ImageProcessor plane = Commands.field(1).getProcessor();
        CountDownLatch third = new CountDownLatch(1);
        ImagePlus image = show(new ImagePlus("long.tif", new VirtualStack(256, 256, 1000) {
            @Override
            public ImageProcessor getProcessor(int n) {
                if (n >= 3) {
                    third.countDown();
                    display.waitFor("Esc", () -> IJ.escapePressed() ? true : null);
                }
                return plane.duplicate();
            }
        }), 100, 150);
        click(image);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Module> running = thread.submit(() -> commands.run(SegmentNuclei.class, "image", image));
            third.await();
            display.press(KeyEvent.VK_ESCAPE);
            Module module = running.get();
            assertEquals("", Commands.problem(module));
            assertNull(module.getOutput("label_image"));
        } finally {
            thread.shutdownNow();
        }
        // Eight nuclei in each field: two planes were done, and the third was being read.
        assertEquals(3 * 8, image.getOverlay().size());
        assertTrue(IJ.getLog().contains("stopped after 3 of 1000 planes"), IJ.getLog());
    }

    @Test
    void roisOfTheRoiManagerAreClassifiedAndStay() throws Exception {
        ImagePlus image = show(field(), 20, 150);
        RoiManager manager = new RoiManager();
        manager.addRoi(new Roi(100, 100, 30, 30));
        manager.addRoi(new Roi(200, 200, 30, 30));
        assertNull(Commands.problem(commands.run(ClassifyNuclei.class, "image", image, "model", model, "nuclei_from",
                "roi_manager", "add_to_roi_manager", true)));
        assertEquals(2, image.getOverlay().size());
        assertEquals(4, manager.getCount());
        assertEquals(new Rectangle(200, 200, 30, 30), manager.getRoi(3).getBounds());
        assertTrue(manager.getRoi(3).getName().startsWith("2 "));
        manager.close();
    }
}
