package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.text.TextWindow;
import io.github.nucleoscope.fiji.training.TrainingMonitor;
import io.github.nucleoscope.fiji.training.TrainingWindow;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Judgement.Answer;
import io.github.nucleoscope.training.SmallEnsemble;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.workflow.SegmentationMethods;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

/** The window of a training: live, stopped by its button, and with its results. */
@Tag("window")
@Timeout(value = 600, unit = TimeUnit.SECONDS)
public class TrainingWindowTest {

    /** The colours of the curves, see LearningCurvePlot. */
    private static final int TRAINING = 0x0072B2;
    private static final int VALIDATION = 0xD55E00;

    private static Commands macroCommands;
    private static Module macroModule;
    private static ImagePlus macroActive;

    private Display display;
    private Commands commands;

    @BeforeEach
    void start() {
        display = Display.require();
        commands = new Commands();
    }

    @AfterEach
    void close() {
        if (commands == null) {
            return;
        }
        commands.close();
        for (Frame frame : Frame.getFrames()) {
            if (frame instanceof JFrame) {
                frame.dispose();
            } else if (frame instanceof TextWindow table) {
                table.close();
            }
        }
        IJ.run("Close All");
        display.settle();
    }

    private CompletableFuture<Module> train(File model, Object... more) {
        Object[] inputs = {"training_data", new File("test-images/truth.csv"), "image_folder",
            new File("test-images/images"), "output_model", model, "members", 1,
            "crop_size", 48, "normalise", "channel"};
        Object[] all = new Object[inputs.length + more.length];
        System.arraycopy(inputs, 0, all, 0, inputs.length);
        System.arraycopy(more, 0, all, inputs.length, more.length);
        return CompletableFuture.supplyAsync(() -> commands.run(TrainClassifier.class, all));
    }

    private JFrame window(File model) {
        JFrame window = display.waitFor("training window", () -> {
            for (Frame frame : Frame.getFrames()) {
                if (frame.isShowing() && frame.getTitle().equals("Training " + model.getName())) {
                    return (JFrame) frame;
                }
            }
            return null;
        });
        display.place(window, 300, 100);
        return window;
    }

    private static <C extends Component> C find(Container container, Class<C> type, Predicate<C> which) {
        return Display.all(type, container).stream().filter(which).findFirst().orElse(null);
    }

    private static JButton button(Window window, String label) {
        return find(window, JButton.class, button -> button.getText().equals(label));
    }

    private static int count(BufferedImage picture, int rgb) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xFFFFFF) == rgb) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Without Stop it would go on for hours. */
    @Test
    void theCurvesAreDrawnAndStopKeepsTheBestModel(@TempDir Path folder) throws Exception {
        ImagePlus active = Commands.field(1);
        active.show();
        File model = folder.resolve("live.nucleoscope.zip").toFile();
        CompletableFuture<Module> training = train(model, "network", "8conv3x3 - mp4x4 - fc8 - o", "epochs", 100_000,
                "patience", 100_000);
        JFrame window = window(model);
        Path history = folder.resolve("live.history.csv");
        BufferedImage picture = display.waitFor("both curves", 120, () -> {
            try {
                if (!Files.exists(history) || Files.readAllLines(history).size() < 25) {
                    return null;
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            BufferedImage now = display.screenshot("train-live", window);
            return count(now, TRAINING) > 500 && count(now, VALIDATION) > 500 ? now : null;
        });
        assertNotNull(picture);
        assertFalse(training.isDone());
        assertSame(active, WindowManager.getCurrentImage(), "the window is not an image");
        display.click(button(window, "Stop"));
        Module module = training.get(60, TimeUnit.SECONDS);
        assertNull(Commands.problem(module), "to stop is not to cancel");
        assertEquals(2, ModelFile.read(model.toPath()).classes().size());
        display.waitFor("the result", () -> find(window, JTabbedPane.class, tabs -> tabs.getTabCount() == 3));
        assertNotNull(button(window, "Close"));
        display.click(button(window, "Close"));
        display.waitFor("end of the window", () -> window.isShowing() ? null : true);
    }

    /** A network of one convolution makes enough mistakes after one epoch. */
    @Test
    void aClickOnAMistakeSelectsTheNucleusInItsImage(@TempDir Path folder) throws Exception {
        File model = folder.resolve("poor.nucleoscope.zip").toFile();
        Module module = train(model, "network", "4conv3x3 - mp8x8 - o", "epochs", 1, "test_fraction", 0.4)
                .get(120, TimeUnit.SECONDS);
        assertNull(Commands.problem(module));
        JFrame window = window(model);
        JTabbedPane tabs = display.waitFor("the result", () -> find(window, JTabbedPane.class,
                pane -> pane.getTabCount() == 3));
        display.screenshot("train-result", window);
        SwingUtilities.invokeAndWait(() -> tabs.setSelectedIndex(2));
        JList<?> mistakes = find(window, JList.class, list -> "mistakes".equals(list.getName()));
        assertTrue(mistakes.getModel().getSize() > 3, mistakes.getModel().getSize() + " mistakes");
        display.screenshot("train-mistakes", window);
        for (int i = 0; i < 3; i++) {
            Answer answer = (Answer) mistakes.getModel().getElementAt(i);
            Rectangle cell = mistakes.getCellBounds(i, i);
            display.click(mistakes, new Point(cell.x + cell.width / 2, cell.y + cell.height / 3));
            String name = answer.crop().crop().source();
            ImagePlus image = display.waitFor("selection in " + name, () -> {
                ImagePlus current = WindowManager.getCurrentImage();
                return current != null && current.getTitle().equals(name) && current.getRoi() != null ? current : null;
            });
            Roi roi = image.getRoi();
            Nucleus nucleus = nuclei(image).stream()
                    .filter(found -> found.label() == answer.crop().crop().label()).findFirst().orElseThrow();
            assertEquals(new Rectangle((int) nucleus.mask().min(0), (int) nucleus.mask().min(1),
                    (int) nucleus.mask().dimension(0), (int) nucleus.mask().dimension(1)), roi.getBounds());
            assertEquals(nucleus.area(), roi.getStatistics().pixelCount);
            assertEquals(List.of("clumped", "fine").get(answer.truth()), trueClass(name, roi));
            image.deleteRoi();
        }
    }

    /** As the training found them. */
    private static List<Nucleus> nuclei(ImagePlus image) throws IOException {
        try (NucleusFinder finder = SegmentationMethods.open(SegmentationMethods.byDefault(Colour.LUMINANCE))) {
            return finder.find(Planes.of(image, 1).get(0)).nuclei();
        }
    }

    /** Two slices, of which the first is shown, in a view that is far from most nuclei. */
    @Test
    void aClickShowsTheSliceAndThePlaceInTheOpenImage(@TempDir Path folder) throws Exception {
        ImageStack slices = new ImageStack(512, 512);
        for (String field : List.of("field_01.tif", "field_02.tif")) {
            slices.addSlice(ImageFiles.read(Path.of("test-images/images", field)).getProcessor());
        }
        ImagePlus image = new ImagePlus("open stack", slices);
        commands.run(SegmentNuclei.class, "image", image, "make_label_image", false);
        int count = 0;
        for (Roi roi : image.getOverlay().toArray()) {
            roi.setGroup(1 + count++ % 2);
        }
        image.show();
        File model = folder.resolve("open.nucleoscope.zip").toFile();
        Module module = CompletableFuture.supplyAsync(() -> commands.run(TrainClassifier.class, "image", image,
                "output_model", model, "members", 1, "crop_size", 48, "normalise", "channel", "network",
                "4conv3x3 - mp8x8 - o", "epochs", 1, "test_fraction", 0.6)).get(120, TimeUnit.SECONDS);
        assertNull(Commands.problem(module));
        JFrame window = window(model);
        JTabbedPane tabs = display.waitFor("the result", () -> find(window, JTabbedPane.class,
                pane -> pane.getTabCount() == 3));
        SwingUtilities.invokeAndWait(() -> {
            tabs.setSelectedIndex(2);
            image.setSlice(1);
            image.getCanvas().setSourceRect(new Rectangle(0, 0, 40, 40));
            window.toFront();
        });
        JList<?> mistakes = find(window, JList.class, list -> "mistakes".equals(list.getName()));
        int index = 0;
        while (((Answer) mistakes.getModel().getElementAt(index)).crop().origin().orElseThrow().z() == 1) {
            index++;
        }
        int shown = index;
        SwingUtilities.invokeAndWait(() -> mistakes.ensureIndexIsVisible(shown));
        Rectangle cell = mistakes.getCellBounds(index, index);
        display.click(mistakes, new Point(cell.x + cell.width / 2, cell.y + cell.height / 2));
        Roi roi = display.waitFor("selection", image::getRoi);
        assertSame(image, WindowManager.getCurrentImage());
        assertEquals(2, image.getCurrentSlice());
        RandomAccessibleInterval<BitType> outline = ((Answer) mistakes.getModel().getElementAt(index)).crop().origin()
                .orElseThrow().outline().orElseThrow();
        assertEquals(new Rectangle((int) outline.min(0), (int) outline.min(1), (int) outline.dimension(0),
                (int) outline.dimension(1)), roi.getBounds());
        assertTrue(image.getCanvas().getSrcRect().contains(roi.getBounds()), image.getCanvas().getSrcRect() + "");
        display.screenshot("train-selected");
    }

    /** For the macro. */
    public static void trainInMacro(String model) {
        // Without ImageJ's main window macros run in batch mode.
        Interpreter.batchMode = false;
        macroModule = macroCommands.run(TrainClassifier.class, "training_data", new File("test-images/truth.csv"),
                "image_folder", new File("test-images/images"), "output_model", new File(model), "crop_size", 48,
                "normalise", "channel", "network", "4conv3x3 - mp8x8 - o", "members", 2, "epochs", 1);
        macroActive = WindowManager.getCurrentImage();
    }

    private String fact(JFrame window, String pattern) {
        return display.waitFor(pattern, () -> Display.all(JLabel.class, window).stream().map(JLabel::getText)
                .filter(text -> text.matches(pattern)).findFirst().orElse(null));
    }

    /** Each length of an ensemble has a curve; at the end there is that of the length that was kept. */
    @Test
    void aLongerTrainingBeginsTheCurveAgain() {
        TrainingResult result = SmallEnsemble.train(ClassifierKind.BOTH, 8);
        TrainingMonitor monitor = new TrainingMonitor(4, true, System::nanoTime);
        TrainingWindow shown = TrainingWindow.open("Training ensemble", monitor, 2, false);
        JFrame window = window(new File("ensemble"));
        monitor.begins(1);
        fact(window, "1 of at most 1");
        monitor.epochDone(new EpochRecord(1, 2e-4, 0.6, 0.7, 0.7, 0.5, 0.8, 0.8, 1));
        fact(window, "1 s");
        monitor.begins(2);
        fact(window, "1 of at most 2");
        monitor.epochDone(new EpochRecord(1, 2e-4, 0.6, 0.7, 0.7, 0.5, 0.8, 0.8, 2));
        fact(window, "2 s");
        // The second length is given up in its first epoch: only the result knows what was kept.
        shown.finish(result);
        int kept = result.history().size();
        fact(window, "Finished: the weights of epoch " + kept + " of " + kept + " were kept");
        fact(window, kept + " of at most " + Math.max(kept, 2));
        List<String> texts = Display.all(JTextArea.class, window).stream().map(JTextArea::getText).toList();
        assertEquals(result.advice(), texts.subList(0, result.advice().size()));
        assertTrue(texts.contains("The classifier is made of networks and measurements together."), texts.toString());
        JScrollPane scroll = find(window, JScrollPane.class, Component::isShowing);
        assertTrue(scroll.getVerticalScrollBar().isShowing(), "the result does not fit");
        assertEquals(new Point(), scroll.getViewport().getViewPosition(), "the advice is out of sight");
        display.screenshot("train-ensemble", window);
    }

    /** The macro goes on at once, with the image active that was so before. */
    @Test
    void aMacroIsNotHeldUpByTheWindow(@TempDir Path folder) {
        ImagePlus active = Commands.field(1);
        active.show();
        File model = folder.resolve("macro.nucleoscope.zip").toFile();
        macroCommands = commands;
        Interpreter macro = new Interpreter();
        macro.run("call('" + TrainingWindowTest.class.getName() + ".trainInMacro', '" + model + "');", "");
        assertNull(macro.getErrorMessage());
        assertNull(Commands.problem(macroModule));
        assertTrue(model.exists());
        JFrame window = window(model);
        display.waitFor("the result", () -> find(window, JTabbedPane.class, tabs -> tabs.getTabCount() == 3));
        assertSame(active, macroActive);
        assertSame(active, WindowManager.getCurrentImage());
    }

    @Test
    void inBatchModeNoWindowOpens(@TempDir Path folder) throws Exception {
        File model = folder.resolve("batch.nucleoscope.zip").toFile();
        Interpreter.batchMode = true;
        try {
            assertNull(Commands.problem(train(model, "network", "4conv3x3 - mp8x8 - o", "epochs", 1)
                    .get(120, TimeUnit.SECONDS)));
        } finally {
            Interpreter.batchMode = false;
        }
        display.settle();
        for (Frame frame : Frame.getFrames()) {
            assertFalse(frame.isShowing() && frame.getTitle().startsWith("Training"), frame.getTitle());
        }
        assertTrue(model.exists());
    }

    /** Unlike Stop, which ends the training alone. */
    @Test
    void escInTheWindowCancelsTheCommandAndKeepsTheBestModel(@TempDir Path folder) throws Exception {
        File model = folder.resolve("esc.nucleoscope.zip").toFile();
        CompletableFuture<Module> training = train(model, "network", "2conv3x3 - mp8x8 - o", "epochs", 100_000,
                "patience", 100_000);
        JFrame window = window(model);
        display.waitFor("an epoch", 120, () -> find(window, JLabel.class,
                label -> label.getText().matches("\\d\\d+ of at most .*")));
        SwingUtilities.invokeAndWait(() -> window.getRootPane()
                .getActionForKeyStroke(KeyStroke.getKeyStroke("ESCAPE")).actionPerformed(null));
        assertEquals("", Commands.problem(training.get(60, TimeUnit.SECONDS)));
        assertEquals(2, ModelFile.read(model.toPath()).classes().size());
    }

    /** The class of the row of the truth that lies in the ROI. */
    private static String trueClass(String image, Roi roi) throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of("test-images/truth.csv")).stream().map(row -> row.split(","))
                .filter(row -> row[0].equals(image)
                        && roi.contains((int) Math.round(Double.parseDouble(row[2])),
                                (int) Math.round(Double.parseDouble(row[3]))))
                .toList();
        assertEquals(1, rows.size());
        return rows.get(0)[4];
    }
}
