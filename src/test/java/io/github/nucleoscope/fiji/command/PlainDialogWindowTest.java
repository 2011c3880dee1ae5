package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.Point;
import java.awt.TextField;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import io.github.nucleoscope.OwnNetwork;
import io.github.nucleoscope.fiji.plain.PlainImageJ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Plain ImageJ's menu, the dialogs of the commands in it, and what the Recorder makes of them. */
@Tag("window")
@TestMethodOrder(MethodOrderer.MethodName.class)
class PlainDialogWindowTest {

    private static Display display;
    private static ImageJ imageJ;

    @BeforeAll
    static void open() throws Exception {
        display = Display.require();
        imageJ = PlainImageJ.open();
    }

    @AfterEach
    void closeAll() {
        Recorder recorder = Recorder.getInstance();
        if (recorder != null) {
            recorder.close();
        }
        while (WindowManager.getCurrentImage() != null) {
            WindowManager.getCurrentImage().changes = false;
            WindowManager.getCurrentImage().close();
        }
        IJ.log("\\Clear");
    }

    private static GenericDialog dialog(String title) {
        GenericDialog dialog = display.waitFor("dialog " + title, () -> {
            GenericDialog open = GenericDialog.getInstance();
            return open != null && open.isShowing() && open.getTitle().equals(title) ? open : null;
        });
        display.place(dialog, 330, 40);
        return dialog;
    }

    /** When the last component, with dark letters, is painted. */
    private static void screenshot(String name, Window window, Component last) {
        display.place(window, 330, 45);
        display.waitFor("painted " + name, () -> {
            BufferedImage picture = display.screenshot(name, window);
            Point corner = SwingUtilities.convertPoint(last, 0, 0, window);
            for (int y = corner.y + 5; y < corner.y + last.getHeight() - 5; y++) {
                for (int x = corner.x + 5; x < corner.x + last.getWidth() - 5; x++) {
                    if ((picture.getRGB(x, y) & 0xFF) < 80) {
                        return true;
                    }
                }
            }
            return null;
        });
    }

    private static void press(GenericDialog dialog, int button) {
        display.click(dialog.getButtons()[button]);
        display.waitFor("end of the dialog", () -> dialog.isShowing() ? null : true);
    }

    /** The text field right of, or below, the label. */
    private static TextField field(GenericDialog dialog, String label) {
        List<Component> components = Arrays.asList(dialog.getComponents());
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i) instanceof Label here && here.getText().strip().equals(label)) {
                return (TextField) components.get(i + 1);
            }
        }
        throw new AssertionError("no field " + label);
    }

    /**
     * Fills the field in; the dialog hears of it as of typing. Not by the robot: without a window manager, X now and
     * then gives the keys to another window.
     */
    private static void type(TextField field, String text) {
        EventQueue.invokeLater(() -> field.setText(text));
        display.waitFor("text", () -> field.getText().equals(text) ? true : null);
    }

    private static String log(String end) {
        return display.waitFor("log " + end, () -> {
            String log = IJ.getLog();
            return log != null && log.strip().endsWith(end) ? log : null;
        });
    }

    @Test
    void theMenuHasTheCommandsInTheirOrder() {
        MenuBar bar = Menus.getMenuBar();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < bar.getMenuCount(); i++) {
            Menu menu = bar.getMenu(i);
            for (int k = 0; menu.getLabel().equals("Plugins") && k < menu.getItemCount(); k++) {
                if (menu.getItem(k) instanceof Menu ours && ours.getLabel().equals("Nucleoscope")) {
                    for (int m = 0; m < ours.getItemCount(); m++) {
                        labels.add(ours.getItem(m).getLabel());
                    }
                }
            }
        }
        assertTrue(labels.containsAll(List.of("Segment Nuclei", "Train Classifier", "Classify Nuclei",
                "Batch Classify Folder")), labels.toString());
        display.place(imageJ, 600, 20);
        display.screenshot("plain-imagej", imageJ);
        assertTrue(imageJ.getWidth() > 400 && imageJ.getHeight() > 50, "tool bar and status are seen: "
                + imageJ.getSize());
    }

    @Test
    void whatIsFilledInIsRecordedAndReplayed() {
        ImagePlus image = Commands.field(1);
        image.show();
        new Recorder();
        IJ.doCommand("Segment Nuclei");
        GenericDialog dialog = dialog("Segment Nuclei");
        assertTrue(dialog.getButtons()[0].isEnabled());
        ((Choice) dialog.getChoices().get(1)).select("Li");
        type(field(dialog, "Smallest area (pixels)"), "45");
        type(field(dialog, "Blur sigma (pixels)"), "1.5");
        screenshot("segment-dialog", dialog, dialog.getButtons()[1]);
        press(dialog, 0);
        String log = log("nuclei");
        ImagePlus labels = display.waitFor("label image", () -> WindowManager.getImage("Labels of field_1.tif"));
        String recorded = display.waitFor("recorded command", () -> {
            String text = Recorder.getInstance().getText();
            return text.contains("Segment Nuclei") ? text : null;
        });
        // Keys and form as ImageJ2 records them.
        assertEquals("run(\"Segment Nuclei\", \"found_by=automatic channel=1 threshold_method=Li nuclei_are=bright "
                + "blur_sigma=1.5 local_radius=50 split_touching=true fill_holes=true keep_border=true min_area=45 "
                + "max_area=0 keep_all=false stain=luminance stitch_slices=false measurements=false "
                + "make_label_image=true add_to_roi_manager=false\");", recorded.lines()
                .filter(line -> line.startsWith("run(")).reduce((first, last) -> last).orElseThrow());
        display.waitFor("recorder in front", () -> {
            Recorder.getInstance().toFront();
            return true;
        });
        display.screenshot("recorder");
        assertTrue(image.getOverlay().size() > 0);

        ImagePlus again = Commands.field(1);
        again.show();
        Recorder.getInstance().close();
        IJ.runMacro(recorded);
        assertEquals(image.getOverlay().size(), again.getOverlay().size());
        assertEquals(log.strip(), IJ.getLog().strip().lines().reduce((first, last) -> last).orElseThrow());
        labels.changes = false;
    }

    @Test
    void wrongTextIsToldAndOkWaits() {
        Commands.field(1).show();
        IJ.doCommand("Segment Nuclei");
        GenericDialog dialog = dialog("Segment Nuclei");
        Button ok = dialog.getButtons()[0];
        type(field(dialog, "Smallest area (pixels)"), "abc");
        display.waitFor("refusal", () -> ok.isEnabled() ? null : true);
        display.screenshot("segment-dialog-refused", dialog);
        assertTrue(Stream.of(dialog.getComponents()).anyMatch(component -> component instanceof Label label
                && label.getText().equals("min_area 'abc' is not a whole number")));
        type(field(dialog, "Smallest area (pixels)"), "30");
        display.waitFor("acceptance", () -> ok.isEnabled() ? true : null);
        press(dialog, 1);
        assertNull(WindowManager.getCurrentImage().getOverlay(), "cancelled");
    }

    @Test
    void dialogsRememberAndMacrosDoNot() {
        ImagePlus image = Commands.field(1);
        image.show();
        IJ.doCommand("Segment Nuclei");
        GenericDialog dialog = dialog("Segment Nuclei");
        type(field(dialog, "Smallest area (pixels)"), "99999");
        press(dialog, 0);
        display.waitFor("end of the command", () -> WindowManager.getImage("Labels of field_1.tif"));
        assertEquals("99999", Prefs.get("nucleoscope.dialog.SegmentNuclei.min_area", null));
        assertNull(Prefs.get("nucleoscope.dialog.SegmentNuclei.local_radius", null), "it was left at its default");
        IJ.selectWindow("field_1.tif");
        IJ.runMacro("run('Segment Nuclei', 'make_label_image=false');");
        assertEquals(8, image.getOverlay().size(), "the macro has the default");
        IJ.doCommand("Segment Nuclei");
        dialog = dialog("Segment Nuclei");
        assertEquals("99999", field(dialog, "Smallest area (pixels)").getText());
        type(field(dialog, "Smallest area (pixels)"), "30");
        WindowManager.getImage("Labels of field_1.tif").close();
        press(dialog, 0);
        display.waitFor("end of the command", () -> WindowManager.getImage("Labels of field_1.tif"));
        assertNull(Prefs.get("nucleoscope.dialog.SegmentNuclei.min_area", null), "it is at its default again");
    }

    @Test
    void aMacroNamesTheUsersOwnNetwork(@TempDir Path folder) throws IOException {
        Path network = OwnNetwork.write(Files.createDirectory(folder.resolve("my network"))
                .resolve("own.nucleoscope.zip"));
        ImagePlus image = Commands.field(1);
        image.show();
        IJ.runMacro("run('Segment Nuclei', 'make_label_image=false');");
        List<Double> before = areas(image);
        IJ.runMacro("run('Segment Nuclei', 'segmentation_model=[" + network + "] make_label_image=false');");
        assertEquals(before.size(), areas(image).size());
        assertNotEquals(before, areas(image));
    }

    private static List<Double> areas(ImagePlus image) {
        return Stream.of(image.getOverlay().toArray()).map(roi -> roi.getStatistics().area).toList();
    }

    @Test
    void aMacroThatIsWrongStopsWithADialogThatNamesTheValue() {
        Commands.field(1).show();
        new Thread(() -> IJ.runMacro("run('Segment Nuclei', 'min_area=abc'); print('went on');")).start();
        Dialog error = display.waitFor("macro error", () -> {
            for (Window window : Window.getWindows()) {
                if (window.isShowing() && window instanceof Dialog here && here.getTitle().contains("Macro Error")) {
                    return here;
                }
            }
            return null;
        });
        display.place(error, 330, 300);
        display.screenshot("macro-error", error);
        error.dispose();
        assertFalse(log("whole number").contains("went on"));
    }

    @Test
    void theDialogsFitTheScreen() {
        for (String command : List.of("Train Classifier", "Classify Nuclei", "Batch Classify Folder")) {
            CropChannelsTest.composite(1, "pH3", "DAPI", "actin").show();
            IJ.doCommand(command);
            GenericDialog dialog = dialog(command);
            assertEquals(command.equals("Train Classifier"), Stream.of(dialog.getComponents()).anyMatch(component ->
                    component instanceof Label label && label.getText().endsWith("or a list of pH3,DAPI,actin")));
            screenshot(command.toLowerCase(Locale.ROOT).replace(' ', '-') + "-dialog", dialog,
                    dialog.getButtons()[1]);
            assertTrue(dialog.getHeight() < 1000, command + " is " + dialog.getHeight() + " pixels high");
            assertNotNull(dialog.getButtons()[3], "help");
            press(dialog, 1);
        }
        assertTrue(Stream.of(Frame.getFrames()).noneMatch(frame -> frame.getTitle().equals("Exception")));
    }
}
