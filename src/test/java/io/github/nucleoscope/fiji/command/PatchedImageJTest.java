package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import io.github.nucleoscope.check.PlantedSet;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.nuclei.CropSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Macros in an ImageJ of their own: patching it would change all other tests. */
class PatchedImageJTest {

    private static List<String> run(String headless, String macro) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=" + headless, "--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), PatchedImageJ.class.getName(), macro)
                .redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertEquals(0, process.waitFor(), String.join("\n", lines));
        return lines;
    }

    private static String after(String key, List<String> lines) {
        List<String> found = lines.stream().filter(line -> line.startsWith(key)).toList();
        assertEquals(1, found.size(), String.join("\n", lines));
        return found.get(0).substring(key.length());
    }

    /** ImageJ cannot make a ROI Manager without a display, not even a hidden one: the user's stays as it is. */
    @Test
    void theRoiManagerIsAppendedTo() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "there is no display");
        List<String> lines = run("false", "setBatchMode(true); newImage('a', '8-bit black', 64, 64, 1);"
                + "makeRectangle(1, 2, 3, 4); Roi.setName('mine'); roiManager('add'); setColor(200);"
                + "fillOval(10, 10, 20, 20); fillOval(40, 40, 12, 12);"
                + "run('Segment Nuclei', 'make_label_image=false add_to_roi_manager');"
                + "run('Segment Nuclei', 'add_to_roi_manager=true make_label_image=false');"
                + "names = ''; for (i = 0; i < roiManager('count'); i++) {"
                + "names = names + RoiManager.getName(i) + ' '; } return names + Overlay.size;");
        assertEquals("null", after("error: ", lines));
        assertEquals("mine 1 2 1 2 2", after("returned: ", lines));
    }

    @Test
    void aCommandThatSucceedsLetsTheMacroGoOn() throws Exception {
        List<String> lines = run("true", "newImage('a', '8-bit black', 64, 64, 1); setColor(200);"
                + "fillOval(10, 10, 20, 20); fillOval(40, 40, 12, 12);"
                + "run('Segment Nuclei', 'threshold_method=Li make_label_image=false');"
                + "return '' + Overlay.size;");
        assertEquals("null", after("error: ", lines));
        assertEquals("2", after("returned: ", lines));
    }

    @Test
    void theRoiManagerIsRefusedWithoutADisplay() throws Exception {
        List<String> lines = run("true", "newImage('a', '8-bit black', 64, 64, 1);"
                + "run('Segment Nuclei', 'add_to_roi_manager=true'); print('went on');");
        assertTrue(after("error: ", lines).contains("no ROI Manager without a display"), String.join("\n", lines));
        assertTrue(lines.stream().noneMatch(line -> line.contains("went on")), String.join("\n", lines));
    }

    /** The dialog is ImageJ's, which has none in a thread with a macro's options. */
    @Test
    void aWrongValueShowsTheMacroErrorDialogOutsideBatchModeOnly() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "there is no display");
        String macro = "newImage('a', '8-bit black', 64, 64, 1); run('Segment Nuclei', 'min_area=-4');";
        List<String> lines = run("false", macro);
        assertEquals("Macro Error", after("dialog: ", lines));
        assertEquals("Segment Nuclei: min_area -4 is out of range: 1 or more", after("error: ", lines));
        List<String> batch = run("false", "setBatchMode(true);" + macro);
        assertTrue(batch.stream().noneMatch(line -> line.startsWith("dialog: ")), String.join("\n", batch));
        assertEquals("Segment Nuclei: min_area -4 is out of range: 1 or more", after("error: ", batch));
    }

    /** In batch mode images have no windows, and ImageJ keeps the macro's active one for the macro's thread alone. */
    @Test
    void inBatchModeTheMacrosActiveImageIsTakenAndTheLabelImageBecomesIt() throws Exception {
        String macro = "setBatchMode(true); newImage('a', '8-bit black', 64, 64, 1); setColor(200);"
                + "fillOval(10, 10, 20, 20); fillOval(40, 40, 12, 12); newImage('b', '8-bit black', 64, 64, 1);"
                + "fillOval(40, 40, 12, 12); run('Segment Nuclei', 'threshold_method=Li'); first = getTitle;"
                + "selectImage('a'); run('Segment Nuclei', 'threshold_method=Li'); second = getTitle;"
                + "selectImage('b'); number = Overlay.size; selectImage('a');"
                + "return first + ', ' + number + ', ' + second + ', ' + Overlay.size;";
        assertEquals("Labels of b, 1, Labels of a, 2", after("returned: ", run("true", macro)));
        assumeTrue(System.getenv("DISPLAY") != null, "there is no display");
        assertEquals("Labels of b, 1, Labels of a, 2",
                after("returned: ", run("false", "newImage('window', '8-bit black', 64, 64, 1);" + macro)),
                "beside an open window");
    }

    private static String path(Path path) {
        return path.toAbsolutePath().toString().replace('\\', '/');
    }

    /** The macro goes on when the tables are there, and they have a row for each contender; a wrong value stops it. */
    @Test
    void networksAreComparedByAMacro(@TempDir Path folder) throws Exception {
        String compare = "run('Compare Networks', 'training_data=[" + path(Path.of("test-images/truth.csv"))
                + "] image_folder=[" + path(Path.of("test-images/images")) + "] output_folder=[" + path(folder)
                + "] networks=[2conv3x3 - mp8x8 - o; 2conv3x3 - mp4x4 - fc2 - o] epochs=1 learning_rate=0.001 "
                + "crop_size=16 folds=";
        List<String> lines = run("true", compare + "2'); rows = split(File.openAsString('" + path(folder)
                + "/summary.csv'), '\\n'); return '' + rows.length;");
        assertEquals("null", after("error: ", lines));
        assertEquals("6", after("returned: ", lines), "a header, two networks, two baselines, most frequent class");
        List<String> refused = run("true", compare + "1'); print('went on');");
        assertTrue(after("error: ", refused).startsWith("Compare Networks: folds 1"), String.join("\n", refused));
        assertTrue(refused.stream().noneMatch(line -> line.contains("went on")), String.join("\n", refused));
    }

    @Test
    void trainingDataAreCheckedByAMacro(@TempDir Path folder) throws Exception {
        new PlantedSet(1, true, 1).blank(3, true).write(folder.resolve("data"));
        List<String> lines = run("true", "run('Check Training Data', 'training_data=[" + path(folder.resolve("data"))
                + "] output_folder=[" + path(folder.resolve("out")) + "] network=[4conv3x3 - mp4x4 - fc8 - o] folds=2 "
                + "steps=1'); return File.openAsString('" + path(folder.resolve("out")) + "/findings.csv');");
        assertEquals("null", after("error: ", lines));
        assertEquals(3, lines.stream().filter(line -> line.contains(",no-nucleus,")).count(), String.join("\n", lines));
    }

    /** Options as they are recorded, and as older versions recorded them. */
    @Test
    void aMacroNamesTheChannelsOfCropsAndOldOnesKeepTheirMeaning(@TempDir Path folder) throws Exception {
        ImagePlus image = CropChannelsTest.composite(1, "pH3", "DAPI", "actin");
        image.setOverlay(new Overlay());
        for (int i = 0; i < 8; i++) {
            OvalRoi nucleus = new OvalRoi(10 + 28 * i, 100, 20, 20);
            nucleus.setGroup(1 + i % 2);
            image.getOverlay().add(nucleus);
        }
        ImageFiles.saveTiff(image, folder.resolve("composite.tif"));
        String train = "run('Train Classifier', 'network=o epochs=1 crop_size=32 channel=DAPI output_model=["
                + path(folder) + "/";
        String single = " members=1 validation_fraction=0 test_fraction=0');";
        List<String> lines = run("true", "open('" + path(folder) + "/composite.tif');"
                + train + "new.nucleoscope.zip] crop_channels=[DAPI, pH3] normalise=joint" + single
                + train + "all.nucleoscope.zip] crop_channels=all normalise=None" + single
                + train + "ticked.nucleoscope.zip] normalise=true" + single
                + train + "word.nucleoscope.zip] normalise" + single
                + train + "not.nucleoscope.zip] normalise=false" + single
                + train + "both.nucleoscope.zip] normalise=none members=2 classifier=both');"
                + train + "wrong.nucleoscope.zip] normalise=some" + single + "print('went on');");
        assertEquals("Train Classifier: normalise 'some' is unknown: use one of auto, channel, joint, none",
                after("error: ", lines));
        Map<String, String> expected = Map.of("new", "DAPI,pH3 JOINT", "all", "pH3,DAPI,actin NONE", "ticked",
                "nuclei CHANNEL", "word", "nuclei CHANNEL", "not", "nuclei NONE");
        for (Map.Entry<String, String> one : expected.entrySet()) {
            CropSettings crops = ModelFile.read(folder.resolve(one.getKey() + ".nucleoscope.zip")).preparation()
                    .crops();
            assertEquals(one.getValue(), crops.channels().label() + " " + crops.normalisation(), one.getKey());
        }
        // A network, a regression and a forest for each of the two parts.
        assertEquals(6, ModelFile.read(folder.resolve("both.nucleoscope.zip")).members().size());
    }

    private static void assertRefused(String options, String... parts) throws Exception {
        List<String> lines = run("true", "newImage('a', '8-bit black', 64, 64, 1);"
                + "run('Segment Nuclei', '" + options + "'); print('went on'); return 'went on';");
        String error = after("error: ", lines);
        for (String part : parts) {
            assertTrue(error.contains(part), error);
        }
        assertTrue(error.startsWith("Segment Nuclei: "), error);
        assertTrue(lines.contains(error.replaceFirst(" in line .*", "")), String.join("\n", lines));
        assertTrue(lines.stream().noneMatch(line -> line.contains("went on")), String.join("\n", lines));
    }

    @Test
    void wrongValuesAndKeysStopTheMacro() throws Exception {
        assertRefused("threshold_method=Nonsense", "threshold_method 'Nonsense'", "Otsu");
        assertRefused("min_area=abc", "min_area 'abc' is not a whole number");
        assertRefused("blur_sigma=101", "blur_sigma 101 is out of range: 0 to 100");
        assertRefused("minsize=9", "'minsize'", "nearest is 'min_area'");
        assertRefused("image=[b c]", "image 'b c' is not the title of an open image");
    }

    @Test
    void aMacroWithoutOptionsHasTheDefaults() throws Exception {
        List<String> lines = run("true", "newImage('a', '8-bit black', 64, 64, 1); setColor(200);"
                + "fillOval(10, 10, 20, 20); fillOval(40, 40, 12, 12); run('Segment Nuclei'); return getTitle;");
        assertEquals("null", after("error: ", lines));
        assertEquals("Labels of a", after("returned: ", lines));
    }
}
