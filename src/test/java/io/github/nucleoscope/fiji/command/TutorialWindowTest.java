package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Checkbox;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ItemEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.swing.JFrame;
import javax.swing.JTabbedPane;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;
import io.github.nucleoscope.fiji.plain.PlainImageJ;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's tutorial, step by step in plain ImageJ. Its pictures are this test's screenshots. */
@Tag("window")
class TutorialWindowTest {

    private Display display;

    private static void onEventThread(Runnable task) throws Exception {
        EventQueue.invokeAndWait(task);
    }

    private <T extends Window> T window(Class<T> type, String title) {
        return display.waitFor("window " + title, () -> Stream.of(Window.getWindows()).filter(Window::isShowing)
                .filter(type::isInstance).map(type::cast)
                .filter(w -> w instanceof Frame frame && frame.getTitle().startsWith(title)
                        || w instanceof GenericDialog dialog && dialog.getTitle().equals(title))
                .findFirst().orElse(null));
    }

    private static Point middle(ImagePlus image, Roi nucleus) {
        Rectangle box = nucleus.getBounds();
        return new Point(image.getCanvas().screenX(box.x + box.width / 2),
                image.getCanvas().screenY(box.y + box.height / 2));
    }

    private void screenshot(String name, Window... windows) {
        Rectangle area = null;
        for (Window window : windows) {
            Rectangle bounds = new Rectangle(window.getLocationOnScreen(), window.getSize());
            area = area == null ? bounds : area.union(bounds);
        }
        display.screenshot("tutorial-" + name, area);
    }

    @Test
    void fromAnImageToAMacro(@TempDir Path folder) throws Exception {
        display = Display.require();
        ImageJ imageJ = PlainImageJ.open();
        IJ.log("tutorial");
        Window log = window(TextWindow.class, "Log");
        display.place(log, 1000, 760);

        // 1: segment
        IJ.doCommand("Nuclei (Nucleoscope)");
        ImagePlus sample = display.waitFor("sample", () -> {
            ImagePlus open = WindowManager.getCurrentImage();
            return open != null && open.getWindow() != null ? open : null;
        });
        display.place(sample.getWindow(), 20, 120);
        IJ.doCommand("Segment Nuclei");
        GenericDialog dialog = window(GenericDialog.class, "Segment Nuclei");
        display.place(dialog, 560, 120);
        Checkbox preview = Display.all(Checkbox.class, dialog).stream()
                .filter(box -> box.getLabel().strip().equals("Preview")).findFirst().orElseThrow();
        onEventThread(() -> {
            preview.setState(true);
            preview.dispatchEvent(new ItemEvent(preview, ItemEvent.ITEM_STATE_CHANGED, preview, ItemEvent.SELECTED));
        });
        display.waitFor("preview", () -> sample.getOverlay() != null && sample.getOverlay().size() > 30 ? true : null);
        screenshot("1-segment", sample.getWindow(), dialog);
        display.click(dialog.getButtons()[0]);
        display.waitFor("label image", () -> WindowManager.getImage("Labels of " + sample.getTitle()));
        assertTrue(sample.getOverlay().size() > 30);
        onEventThread(() -> WindowManager.getImage("Labels of " + sample.getTitle()).close());
        window(TextWindow.class, NucleusTable.TITLE).dispatchEvent(new WindowEvent(
                window(TextWindow.class, NucleusTable.TITLE), WindowEvent.WINDOW_CLOSING));

        // 2: annotate
        Path annotated = Files.createDirectory(folder.resolve("annotated"));
        IJ.saveAsTiff(sample, annotated.resolve("sample.tif").toString());
        IJ.selectWindow(sample.getID());
        IJ.doCommand("Annotate Nuclei");
        GenericDialog options = window(GenericDialog.class, "Annotate Nuclei");
        display.place(options, 700, 120);
        display.click(options.getButtons()[0]);
        Frame annotation = window(Frame.class, "Annotate ");
        display.place(annotation, 560, 120);
        List<Roi> outlines = Stream.of(sample.getOverlay().toArray()).filter(Roi::isArea).toList();
        for (int i = 0; i < 8; i++) {
            display.click(sample.getCanvas(), middle(sample, outlines.get(i)));
        }
        display.waitFor("labels", () -> Files.exists(annotated.resolve("sample.tif_ROIs.zip"))
                || Files.exists(annotated.resolve("sample_ROIs.zip")) ? true : null);
        display.waitFor("eight labels", () -> Stream.of(sample.getOverlay().toArray())
                .filter(roi -> roi.getGroup() == 1).count() == 8 ? true : null);
        screenshot("2-annotate", sample.getWindow(), annotation);
        annotation.dispatchEvent(new WindowEvent(annotation, WindowEvent.WINDOW_CLOSING));
        display.waitFor("end of the annotation", () -> annotation.isShowing() ? null : true);

        // 3: train, on twelve images with 576 labelled nuclei
        Path model = folder.resolve("nuclei.nucleoscope.zip");
        CompletableFuture<Void> training = CompletableFuture.runAsync(() -> IJ.run("Train Classifier", "training_data="
                + Path.of("test-images/truth.csv").toAbsolutePath() + " image_folder="
                + Path.of("test-images/images").toAbsolutePath() + " output_model=" + model
                + " recipe=quick epochs=16"),
                task -> new Thread(task, "Run$_tutorial").start());
        // First the preparation of the crops is chosen.
        JFrame window = display.waitFor("training window", 300, () -> Stream.of(Frame.getFrames())
                .filter(frame -> frame.isShowing() && frame.getTitle().startsWith("Training ")).map(JFrame.class::cast)
                .findFirst().orElse(null));
        display.place(window, 20, 120);
        Path history = folder.resolve("nuclei.history.csv");
        display.waitFor("epoch 6", 300, () -> {
            try {
                return Files.exists(history) && Files.readAllLines(history).size() > 6 ? true : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        screenshot("3-train", window);
        training.get(300, TimeUnit.SECONDS);
        JTabbedPane tabs = display.waitFor("result", () -> Display.all(JTabbedPane.class, window).stream()
                .filter(t -> t.getTabCount() == 3).findFirst().orElse(null));
        onEventThread(() -> tabs.setSelectedIndex(1));
        screenshot("3-result", window);
        onEventThread(() -> tabs.setSelectedIndex(2));
        screenshot("3-mistakes", window);
        onEventThread(window::dispose);

        // 4: classify, recorded
        onEventThread(() -> new Recorder());
        display.place(Recorder.getInstance(), 20, 680);
        ImagePlus field = IJ.openImage("test-images/images/field_11.tif");
        onEventThread(field::show);
        display.place(field.getWindow(), 20, 120);
        IJ.doCommand("Classify Nuclei");
        GenericDialog classify = window(GenericDialog.class, "Classify Nuclei");
        display.place(classify, 560, 120);
        onEventThread(() -> Display.all(TextField.class, classify).get(0).setText(model.toString()));
        Display.all(Checkbox.class, classify).stream().filter(box -> box.getLabel().strip().startsWith("Show")
                || box.getLabel().contains("egend")).findFirst().orElseThrow().setState(true);
        screenshot("4-classify-dialog", classify);
        display.click(classify.getButtons()[0]);
        Window table = window(TextWindow.class, NucleusTable.TITLE);
        display.place(table, 560, 120);
        int nuclei = ResultsTable.getResultsTable(NucleusTable.TITLE).size();
        assertTrue(nuclei > 40, nuclei + " nuclei");
        screenshot("4-classify", field.getWindow(), table);

        // 5: the macro
        String recorded = display.waitFor("record", () -> Recorder.getInstance().getText()
                .contains("Classify Nuclei") ? Recorder.getInstance().getText() : null);
        assertTrue(recorded.contains("model=" + model), recorded);
        screenshot("5-recorder", Recorder.getInstance());
        table.dispatchEvent(new WindowEvent(table, WindowEvent.WINDOW_CLOSING));
        Interpreter macro = new Interpreter();
        macro.run(recorded, "");
        assertNull(macro.getErrorMessage());
        assertEquals(nuclei, ResultsTable.getResultsTable(NucleusTable.TITLE).size());
        imageJ.quit();
    }
}
