package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import io.github.nucleoscope.fiji.plain.PlainImageJ;
import io.github.nucleoscope.images.ImageFiles;
import org.codehaus.groovy.jsr223.GroovyScriptEngineFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptService;

/** The examples in the folder macros, in plain ImageJ, on the test images. */
@Tag("window")
class MacrosWindowTest {

    private static final int FIELDS = 3;

    @TempDir
    private static Path shared;

    private static Path model;
    private static Path images;
    private static String trainingLog;

    /** Three fields, whose nuclei are marked by points, and two epochs: seconds. */
    @BeforeAll
    static void train() throws Exception {
        Display.require();
        PlainImageJ.open();
        Path annotated = Files.createDirectory(shared.resolve("annotated images"));
        images = Files.createDirectory(shared.resolve("two images"));
        Roi.setGroupNames("clumped,fine");
        for (int i = 1; i <= FIELDS; i++) {
            String name = "field_0" + i + ".tif";
            Path field = Path.of("test-images/images", name);
            ImageFiles.saveTiff(annotate(ImageFiles.read(field), name), annotated.resolve(name));
            if (i < FIELDS) {
                Files.copy(field, images.resolve(name));
            }
        }
        model = shared.resolve("my model.nucleoscope.zip");
        run("train_from_annotated_images.ijm", annotated + ";" + model + ";2;quick");
        trainingLog = IJ.getLog();
    }

    @AfterAll
    static void noMacroFailed() {
        assertEquals(null, Interpreter.getInstance());
    }

    @BeforeEach
    void clear() {
        IJ.log("\\Clear");
    }

    /** Fiji has the script languages; here it is Groovy's own engine. */
    @Plugin(type = ScriptLanguage.class, name = "Groovy")
    public static final class Groovy extends AdaptedScriptLanguage {

        /** For SciJava. */
        public Groovy() {
            super(new GroovyScriptEngineFactory());
        }
    }

    private static ImagePlus annotate(ImagePlus image, String name) throws IOException {
        Overlay overlay = new Overlay();
        for (String row : Files.readAllLines(Path.of("test-images/truth.csv"))) {
            String[] cells = row.split(",");
            if (cells[0].equals(name)) {
                PointRoi point = new PointRoi(Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
                point.setGroup(cells[4].equals("clumped") ? 1 : 2);
                overlay.add(point);
            }
        }
        image.setOverlay(overlay);
        return image;
    }

    /** @throws AssertionError if the macro did not finish */
    private static void run(String macro, String argument) throws IOException {
        Interpreter interpreter = new Interpreter();
        // A macro that is wrong opens no dialog, which nobody would close.
        interpreter.setIgnoreErrors(true);
        interpreter.run(Files.readString(Path.of("macros", macro)), argument);
        assertEquals(null, interpreter.getErrorMessage(), macro);
    }

    @Test
    void trainFromAnnotatedImages() {
        assertTrue(Files.exists(model));
        assertTrue(trainingLog.contains("the networks were trained for "), trainingLog);
        assertTrue(trainingLog.contains(", measured on all nuclei that were trained on, each judged by members that had"
                + " not seen it: 144 nuclei of " + FIELDS + " source images"), trainingLog);
        assertTrue(trainingLog.contains("The model is " + model), trainingLog);
    }

    @Test
    void classifyOpenImage() throws Exception {
        ImagePlus image = ImageFiles.read(Path.of("test-images/images/field_04.tif"));
        image.show();
        run("classify_open_image.ijm", model.toString());
        int nuclei = image.getOverlay().size();
        assertTrue(nuclei > 30, nuclei + " nuclei");
        assertEquals(nuclei, IJ.getLog().lines().filter(line -> line.contains("nuclei of class"))
                .mapToInt(line -> Integer.parseInt(line.split(": ")[1].split(" ")[0])).sum(), IJ.getLog());
        image.changes = false;
        image.close();
    }

    @Test
    void batchClassifyFolder() throws Exception {
        Path output = shared.resolve("batch output");
        run("batch_classify_folder.ijm", images + ";" + model + ";" + output);
        int nuclei = Files.readAllLines(output.resolve("results.csv")).size() - 1;
        assertTrue(IJ.getLog().contains("2 images, " + nuclei + " nuclei"), IJ.getLog());
        assertTrue(IJ.getLog().contains("N(clumped) = "), IJ.getLog());
        assertEquals(null, WindowManager.getIDList(), "no window in batch mode");
    }

    /** With names as from microscopes, and next to a file that is not an image. */
    @Test
    void batchClassifyFolderWithCommasInNames() throws Exception {
        Path odd = Files.createDirectory(shared.resolve("odd"));
        Files.copy(Path.of("test-images/images/field_04.tif"), odd.resolve("A1, DAPI.tif"));
        Files.writeString(odd.resolve("broken.tif"), "no image");
        Path output = shared.resolve("odd output");
        run("batch_classify_folder.ijm", odd + ";" + model + ";" + output);
        int nuclei = Files.readAllLines(output.resolve("results.csv")).size() - 1;
        assertTrue(IJ.getLog().contains("1 images, " + nuclei + " nuclei"), IJ.getLog());
        assertTrue(IJ.getLog().contains("1 images could not be used: summary.csv says why"), IJ.getLog());
    }

    @Test
    void whyNotDeeper() throws Exception {
        Path output = shared.resolve("inquiry output");
        run("why_not_deeper.ijm", Path.of("test-images/truth.csv").toAbsolutePath() + ";" + output
                + ";2;1;1;2conv3x3 - mp8x8 - o");
        assertTrue(Files.readString(output.resolve("comparison.html")).contains("Which are stuck, and why"));
        assertTrue(IJ.getLog().contains("The page is " + output), IJ.getLog());
        // The learning curves stay open.
        IJ.run("Close All");
    }

    @Test
    void measureClassFractions() throws Exception {
        ResultsTable other = new ResultsTable();
        other.addRow();
        other.addValue("Other", 1);
        other.show("Nuclei");
        Path table = shared.resolve("class fractions.csv");
        run("measure_class_fractions.ijm", images + ";" + model + ";" + table);
        List<String> lines = Files.readAllLines(table);
        assertEquals(3, lines.size(), lines.toString());
        List<String> columns = List.of(lines.get(0).split(","));
        for (String line : lines.subList(1, 3)) {
            String[] cells = line.split(",");
            double sum = 0;
            for (int i = 0; i < columns.size(); i++) {
                sum += columns.get(i).startsWith("Fraction") ? Double.parseDouble(cells[i]) : 0;
            }
            assertEquals(1, sum, 2e-3, lines.toString());
        }
        assertEquals(null, WindowManager.getIDList(), "no window in batch mode");
    }

    @Test
    void countClassesInGroovy() throws Exception {
        try (Context context = new Context(ScriptService.class)) {
            Module script = context.service(ScriptService.class).run(new File("macros/class_counts.groovy"), true,
                    "image_file", new File("test-images/images/field_04.tif"), "model_file", model.toFile(),
                    "confidence", 0.5).get();
            String counts = (String) script.getOutput("counts");
            assertTrue(counts.matches("clumped: \\d+, fine: \\d+"), counts);
        }
    }

    @Test
    void aWrongValueStopsABatchWithoutADialog() {
        Interpreter interpreter = new Interpreter();
        interpreter.run("setBatchMode(true); run('Batch Classify Folder', 'input_folder=[" + images + "] model=["
                + shared + "/no such.zip] output_folder=[" + shared.resolve("none") + "]'); print('went on');", "");
        assertTrue(interpreter.getErrorMessage().contains("no such.zip"), interpreter.getErrorMessage());
        assertTrue(IJ.getLog().contains("no such.zip") && !IJ.getLog().contains("went on"), IJ.getLog());
    }
}
