package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JTextField;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.fiji.annotation.AnnotationSession;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.synthetic.SampleImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The annotation in real windows of ImageJ, driven by mouse and keys. */
@Tag("window")
class AnnotateNucleiWindowTest {

    private static final List<Color> COLOURS =
            List.of(new Color(0x56B4E9), new Color(0xE69F00), new Color(0x009E73));

    @TempDir
    private Path folder;

    private Display display;
    private Commands commands;
    private String groupNames;

    @BeforeEach
    void start() {
        display = Display.require();
        if (IJ.getInstance() == null) {
            new ImageJ();
        }
        IJ.setTool(Toolbar.OVAL);
        // ImageJ without its folder of look-up tables says so in the Log, which comes up over all: put it aside.
        IJ.log("window test");
        onEventThread(() -> WindowManager.getWindow("Log").setBounds(1000, 750, 500, 200));
        commands = new Commands();
        groupNames = Roi.getGroupNames();
    }

    @AfterEach
    void close() {
        if (commands == null) {
            return;
        }
        for (Window window : Window.getWindows()) {
            if (window.isShowing() && isAnnotation(window)) {
                onEventThread(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
            }
        }
        for (int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
            WindowManager.getImage(id).changes = false;
            WindowManager.getImage(id).close();
        }
        commands.close();
        Roi.setGroupNames(groupNames);
        display.settle();
    }

    private static boolean isAnnotation(Window window) {
        return window instanceof Frame frame && frame.getTitle().startsWith("Annotate ");
    }

    // Driving it

    private static void onEventThread(Runnable task) {
        try {
            EventQueue.invokeAndWait(task);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ImagePlus shown(Path file) throws Exception {
        ImagePlus image = IJ.openImage(file.toString());
        show(image);
        return image;
    }

    private void show(ImagePlus image) {
        onEventThread(image::show);
        display.place(image.getWindow(), 20, 150);
    }

    /** Runs the command, and waits for its window. */
    private Window annotate(ImagePlus image, Object... inputs) {
        Object[] all = Stream.concat(Stream.of("image", image), Arrays.stream(inputs)).toArray();
        assertNull(Commands.problem(commands.run(AnnotateNuclei.class, all)));
        Window window = display.waitFor("annotation window", () -> Stream.of(Window.getWindows())
                .filter(w -> w.isShowing() && isAnnotation(w)).findFirst().orElse(null));
        focus(image);
        return window;
    }

    private void focus(ImagePlus image) {
        display.focus(image.getCanvas());
    }

    private static List<Roi> nuclei(ImagePlus image) {
        return Stream.of(image.getOverlay().toArray()).filter(Roi::isArea).toList();
    }

    /** A pixel of the nucleus, in the canvas. */
    private static Point place(ImagePlus image, Roi nucleus) {
        Rectangle box = nucleus.getBounds();
        int x = box.x + box.width / 2;
        int y = box.y + box.height / 2;
        assertTrue(nucleus.contains(x, y), "the middle of the box is in the nucleus");
        ImageCanvas canvas = image.getCanvas();
        double half = canvas.getMagnification() / 2;
        return new Point((int) (canvas.screenX(x) + half), (int) (canvas.screenY(y) + half));
    }

    private void click(ImagePlus image, Roi nucleus) {
        display.click(image.getCanvas(), place(image, nucleus));
    }

    /** Not by the robot: without a window manager, X now and then loses the first click on a new Swing window. */
    private void click(AbstractButton button) {
        onEventThread(button::doClick);
    }

    private static AbstractButton button(Window window, String label) {
        return Display.all(AbstractButton.class, window).stream().filter(button -> label.equals(button.getText()))
                .findFirst().orElseThrow();
    }

    /** The counts of the classes, of none last. */
    private static List<String> counts(Window window) {
        return Display.all(JLabel.class, window).stream().map(JLabel::getText).filter(text -> text.matches("\\d+"))
                .toList();
    }

    private static List<Integer> groups(ImagePlus image) {
        return nuclei(image).stream().map(Roi::getGroup).toList();
    }

    private List<Roi> saved(Path zip, ImagePlus image, List<Integer> groups) {
        return display.waitFor("saved labels " + groups, () -> {
            try {
                List<Roi> rois = Files.exists(zip) ? RoiZip.read(zip, image.getWidth(), image.getHeight()) : List.of();
                return rois.stream().map(Roi::getGroup).toList().equals(groups) ? rois : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void end(Window window) {
        onEventThread(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
    }

    private Path sample() throws Exception {
        Path file = folder.resolve("my cells.tif");
        ImageFiles.saveTiff(SampleImage.nuclei(), file);
        return file;
    }

    /** Where each nucleus has another answer, of a network that has learnt nothing. */
    private File model() throws Exception {
        Network network = Network.initialise(Architecture.parse("4conv3x3 - mp4x4 - fc8 - o3"), TensorShape.ofCrop(32),
                new Standardisation(60, 60), Initialisation.HE_NORMAL, 3);
        NucleusClassifier classifier = new NucleusClassifier(network, List.of(new NucleusClass("clumped", 0x56B4E9),
                new NucleusClass("fine", 0xE69F00), new NucleusClass("mitotic", 0x009E73)), new Preparation(
                new CropSettings(32, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, true),
                Optional.of(Segmentation.classical(SegmentationSettings.DEFAULT)), new PixelSize(0.5, 0.5, "µm"), 1),
                new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
        Path file = folder.resolve("model.nucleoscope.zip");
        ModelFile.write(classifier, file);
        return file.toFile();
    }

    // What it must do

    @Test
    void clicksDragsAndKeysLabelNuclei() throws Exception {
        Path file = sample();
        byte[] before = Files.readAllBytes(file);
        ImagePlus image = shown(file);
        Overlay mine = new Overlay(new Line(5, 5, 60, 5));
        image.setOverlay(mine);
        Window window = annotate(image);
        int all = nuclei(image).size();
        assertTrue(all > 30, all + " nuclei");
        assertEquals(List.of("0", "0", "" + all), counts(window));

        click(image, nuclei(image).get(3));
        assertEquals(1, nuclei(image).get(3).getGroup());
        assertEquals(new Color(0x56B4E9), nuclei(image).get(3).getStrokeColor());
        assertEquals(List.of("1", "0", "" + (all - 1)), counts(window));

        display.press(KeyEvent.VK_2);
        click(image, nuclei(image).get(4));
        assertEquals(2, nuclei(image).get(4).getGroup());
        // A drag gives the class to all on its way, from one nucleus to another.
        Point from = place(image, nuclei(image).get(10));
        Point to = place(image, nuclei(image).get(20));
        display.drag(image.getCanvas(), from, to);
        assertEquals(2, nuclei(image).get(10).getGroup());
        assertEquals(2, nuclei(image).get(20).getGroup());
        int dragged = (int) groups(image).stream().filter(group -> group == 2).count();
        assertEquals(List.of("1", "" + dragged, "" + (all - 1 - dragged)), counts(window));
        assertNull(image.getRoi(), "ImageJ drew no ROI of its own");

        // The whole drag is undone in one step.
        display.press(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
        assertEquals(List.of("1", "1", "" + (all - 2)), counts(window));
        display.press(KeyEvent.VK_Z);
        assertEquals(List.of("1", "0", "" + (all - 1)), counts(window));
        click(button(window, "Undo"));
        assertEquals(List.of("0", "0", "" + all), counts(window));

        focus(image);
        display.press(KeyEvent.VK_1);
        click(image, nuclei(image).get(0));
        display.press(KeyEvent.VK_0);
        click(image, nuclei(image).get(0));
        assertEquals(0, nuclei(image).get(0).getGroup());
        // A number without a class changes nothing.
        display.press(KeyEvent.VK_9);
        display.press(KeyEvent.VK_1);
        click(image, nuclei(image).get(1));
        assertEquals(1, nuclei(image).get(1).getGroup());

        assertTrue(image.getOverlay().contains(mine.get(0)), "the user's line stays");
        saved(RoiZip.beside(file), image, groups(image));
        end(window);
        assertEquals(Toolbar.OVAL, Toolbar.getToolId());
        assertEquals(Optional.empty(), AnnotationSession.of(image));
        assertEquals(1, nuclei(image).get(1).getGroup());
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)), "the image file is as it was");
        // ImageJ's own keys work again: it has none for 1, but Ctrl+A is Select All.
        focus(image);
        display.press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
        display.waitFor("selection of all", () -> image.getRoi());
    }

    /** At several magnifications; the outlines of neighbours and the rest of the image must stay as they were. */
    @Test
    void whatIsPaintedAtOnceIsWhatImageJPaints() throws Exception {
        ImagePlus image = shown(sample());
        annotate(image);
        int[][] views = {{0, 0, 512}, {150, 100, 256}, {100, 60, 128}, {0, 0, 1024}};
        for (int i = 0; i < views.length; i++) {
            int[] view = views[i];
            onEventThread(() -> {
                ImageCanvas canvas = image.getCanvas();
                if (view[2] > 512) {
                    canvas.setSize(256, 256);
                }
                canvas.setSourceRect(new Rectangle(view[0], view[1], view[2], view[2]));
                canvas.paint(canvas.getGraphics());
            });
            Rectangle inside = image.getCanvas().getSrcRect();
            // Where ImageJ draws what part is shown, it is asked to paint all.
            int corner = (int) Math.ceil(90 / image.getCanvas().getMagnification());
            Roi nucleus = nuclei(image).stream().filter(roi -> roi.getGroup() == 0
                    && new Rectangle(inside.x + corner, inside.y + corner, inside.width - corner,
                            inside.height - corner).contains(roi.getBounds())).findFirst().orElseThrow();
            BufferedImage before = display.screenshot("annotate-before", image.getWindow());
            click(image, nucleus);
            assertEquals(1, nucleus.getGroup());
            BufferedImage direct = display.screenshot("annotate-direct-" + i, image.getWindow());
            onEventThread(() -> image.getCanvas().paint(image.getCanvas().getGraphics()));
            BufferedImage whole = display.screenshot("annotate-whole-" + i, image.getWindow());
            assertFalse(Arrays.equals(pixels(before), pixels(direct)), "it was painted");
            // Java rounds a reduced image by one grey level this way or that.
            assertTrue(largestDifference(direct, whole) <= 1, "ImageJ paints the same in view " + i);
        }
    }

    /** Of red, green and blue. */
    private static int largestDifference(BufferedImage a, BufferedImage b) {
        int[] first = pixels(a);
        int[] second = pixels(b);
        int largest = 0;
        for (int i = 0; i < first.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                largest = Math.max(largest, Math.abs((first[i] >> shift & 255) - (second[i] >> shift & 255)));
            }
        }
        return largest;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void aReopenedImageGoesOn() throws Exception {
        Path file = sample();
        ImagePlus image = shown(file);
        Window window = annotate(image);
        click(button(window, "Add class"));
        List<JTextField> names = Display.all(JTextField.class, window);
        assertEquals(3, names.size());
        display.focus(names.get(2));
        onEventThread(() -> names.get(2).selectAll());
        // Letters and digits go to the name, not to the annotation.
        display.press(KeyEvent.VK_U);
        display.press(KeyEvent.VK_1);
        display.press(KeyEvent.VK_ENTER);
        focus(image);
        click(image, nuclei(image).get(2));
        display.press(KeyEvent.VK_1);
        click(image, nuclei(image).get(5));
        List<Integer> groups = groups(image);
        assertEquals(3, groups.get(2));
        assertEquals("u1", Roi.getGroupName(3));
        saved(RoiZip.beside(file), image, groups);
        onEventThread(image::close);
        display.waitFor("end of the annotation", () -> window.isShowing() ? null : true);

        ImagePlus again = shown(file);
        assertNull(again.getOverlay());
        Window reopened = annotate(again);
        assertEquals(groups, groups(again));
        assertEquals(List.of("class 1", "class 2", "u1"),
                Display.all(JTextField.class, reopened).stream().map(JTextField::getText).toList());
        assertEquals(List.of("1", "0", "1", "" + (groups.size() - 2)), counts(reopened));

        // File > Save keeps the labels in the TIFF file; ImageJ gives them its own colours when it opens it.
        Path tiff = folder.resolve("saved.tif");
        assertTrue(IJ.saveAsTiff(again, tiff.toString()) && again.getOverlay() != null);
        end(reopened);
        ImagePlus third = shown(tiff);
        Window last = annotate(third);
        assertEquals(groups, groups(third));
        assertEquals(new Color(0x009E73), nuclei(third).get(2).getStrokeColor());
        assertEquals("u1", Display.all(JTextField.class, last).get(2).getText());
    }

    @Test
    void suggestionsAreDashedUntilAccepted() throws Exception {
        Path file = sample();
        ImagePlus image = shown(file);
        Window window = annotate(image, "model", model());
        int all = nuclei(image).size();
        List<Roi> nuclei = nuclei(image);
        assertTrue(nuclei.stream().allMatch(roi -> roi.getGroup() == 0 && roi.getStroke().getDashArray() != null));
        assertEquals(List.of("0", "0", "0", "" + all), counts(window));

        display.press(KeyEvent.VK_U);
        Roi uncertain = nuclei.stream().filter(roi -> roi.getStroke().getLineWidth() == 3).findFirst().orElseThrow();
        Color suggested = uncertain.getStrokeColor();
        display.press(KeyEvent.VK_U);
        assertEquals(1, uncertain.getStroke().getLineWidth(), "another one is selected");
        // Accepted by a click with its class.
        display.press(KeyEvent.VK_1 + COLOURS.indexOf(suggested));
        click(image, uncertain);
        assertEquals(suggested, uncertain.getStrokeColor());
        assertTrue(uncertain.getGroup() > 0 && uncertain.getStroke().getDashArray() == null);
        // Accepted by Enter.
        display.press(KeyEvent.VK_U);
        display.press(KeyEvent.VK_ENTER);
        assertEquals(2, groups(image).stream().filter(group -> group > 0).count());
        // Against the suggestion.
        Roi other = nuclei.stream().filter(roi -> roi.getGroup() == 0).findFirst().orElseThrow();
        display.press(other.getStrokeColor().equals(COLOURS.get(0)) ? KeyEvent.VK_2 : KeyEvent.VK_1);
        click(image, other);
        List<Integer> groups = groups(image);
        List<Roi> saved = saved(RoiZip.beside(file), image, groups);
        assertTrue(saved.stream().filter(roi -> roi.getGroup() == 0)
                .allMatch(roi -> roi.getStrokeColor().equals(Color.YELLOW)), "suggestions are not saved");
        assertEquals(List.of("clumped", "fine", "mitotic"), RoiClasses.of(saved).orElseThrow().byGroup().values()
                .stream().map(RoiClasses.RoiClass::name).toList());
        for (int i = 0; i < 9; i++) {
            display.press(KeyEvent.VK_1 + i % 3);
            click(image, nuclei.get(2 * i));
        }
        display.press(KeyEvent.VK_TAB);
        display.place(window, 560, 150);
        display.screenshot("annotate", image.getWindow().getBounds().union(window.getBounds()));
        end(window);
        assertTrue(nuclei(image).stream().allMatch(roi -> roi.getStroke() == null), "no dashes are left");
    }

    @Test
    void tabGoesToTheNextNucleusAndScrollsToIt() throws Exception {
        ImagePlus image = SampleImage.nuclei();
        show(image);
        Window window = annotate(image);
        onEventThread(() -> image.getCanvas().setSourceRect(new Rectangle(0, 0, 128, 128)));
        List<Roi> nuclei = nuclei(image);
        int all = nuclei.size();
        for (int i = 0; i < 3; i++) {
            display.press(KeyEvent.VK_TAB);
            Roi marked = nuclei.stream().filter(roi -> roi.getStroke() != null).reduce((a, b) -> null).orElseThrow();
            assertEquals(nuclei.get(i), marked);
            assertTrue(image.getCanvas().getSrcRect().contains(marked.getBounds()));
            display.press(KeyEvent.VK_ENTER);
            assertEquals(1, marked.getGroup());
        }
        click(button(window, "Next"));
        assertEquals(List.of("3", "0", "" + (all - 3)), counts(window));
        assertTrue(image.changes, "without a file, ImageJ asks before it closes the image");
        assertFalse(button(window, "Most uncertain").isEnabled());
        // What is behind the window stays as it was: ImageJ's own Tab would bring another window to the front.
        assertNotNull(WindowManager.getCurrentImage());
    }

    @Test
    void onlyNucleiOfTheVisibleSliceAreHit() throws Exception {
        ImagePlus field = SampleImage.nuclei();
        ImageStack slices = new ImageStack(512, 512);
        slices.addSlice(field.getProcessor());
        slices.addSlice(field.getProcessor().duplicate());
        ImagePlus stack = new ImagePlus("stack.tif", slices);
        Path file = folder.resolve("stack.tif");
        ImageFiles.saveTiff(stack, file);
        ImagePlus image = shown(file);
        annotate(image);
        List<Roi> second = nuclei(image).stream().filter(roi -> roi.getPosition() == 2).toList();
        assertEquals(nuclei(image).size(), 2 * second.size());
        onEventThread(() -> image.setSlice(2));
        click(image, second.get(4));
        assertEquals(1, second.get(4).getGroup());
        assertEquals(1, groups(image).stream().filter(group -> group > 0).count());
        // Tab stays on the slice that is seen.
        display.press(KeyEvent.VK_TAB);
        assertEquals(2, image.getCurrentSlice());
        List<Roi> saved = saved(RoiZip.beside(file), image, groups(image));
        assertEquals(2, saved.stream().filter(roi -> roi.getGroup() == 1).findFirst().orElseThrow().getPosition());
    }

    @Test
    void theLogSaysThatAColourImageIsSegmentedByItsLuminance() throws Exception {
        ImageProcessor field = SampleImage.nuclei().getProcessor();
        ColorProcessor blue = new ColorProcessor(field.getWidth(), field.getHeight());
        blue.setChannel(3, field.convertToByteProcessor(false));
        Path file = folder.resolve("blue.tif");
        ImageFiles.saveTiff(new ImagePlus("blue.tif", blue), file);
        ImagePlus image = shown(file);
        Window window = annotate(image);
        String said = "blue.tif: the nuclei were found in the luminance of a colour image";
        assertTrue(IJ.getLog().contains(said), IJ.getLog());
        end(window);
        // Outlines that are there already are the user's.
        IJ.log("\\Clear");
        annotate(image);
        assertFalse(IJ.getLog().contains(said), IJ.getLog());
    }

    @Test
    void anOverlayThatAnotherCommandReplacedEndsTheAnnotation() throws Exception {
        ImagePlus image = shown(sample());
        Window window = annotate(image);
        Roi nucleus = nuclei(image).get(3);
        Point place = place(image, nucleus);
        onEventThread(() -> image.setOverlay(null));
        display.click(image.getCanvas(), place);
        display.waitFor("end of the annotation", () -> window.isShowing() ? null : true);
        assertEquals(0, nucleus.getGroup());
        assertTrue(IJ.getLog().contains("was replaced by another command"), IJ.getLog());
    }
}
