package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Undo;
import ij.VirtualStack;
import ij.WindowManager;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import ij.process.ShortProcessor;
import io.github.nucleoscope.images.ImageFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

/** Classify Nuclei with a classifier and nuclei that can be computed by hand, see {@link Brightness}. */
@ExtendWith(KeptRoiGroups.class)
class ClassifyNucleiTest {

    /** Sum of pixels over 256: 16 x 80 / 256 = 5, 64 x 40 / 256 = 10, 16 x 32 / 256 = 2. */
    private static final Rectangle[] NUCLEI = {
        new Rectangle(4, 5, 4, 4), new Rectangle(20, 10, 8, 8), new Rectangle(40, 20, 2, 8)};
    private static final int[] GREYS = {80, 40, 32};
    private static final String[] ANSWERS = {"bright 0.73", "bright 1.00", "dim 0.88"};

    @TempDir
    private static Path folder;

    private static Commands commands;
    private static File model;

    private final List<ImagePlus> open = new ArrayList<>();
    @BeforeAll
    static void write() throws Exception {
        commands = new Commands();
        model = Brightness.writeTo(folder);
    }

    @AfterAll
    static void close() {
        commands.close();
    }

    @AfterEach
    void tidy() {
        open.forEach(Interpreter::removeBatchModeImage);
        Interpreter.batchMode = false;
        WindowManager.setTempCurrentImage(null);
    }

    private static ByteProcessor drawn() {
        ByteProcessor processor = new ByteProcessor(64, 48);
        processor.set(7);
        for (int i = 0; i < NUCLEI.length; i++) {
            processor.setValue(GREYS[i]);
            processor.fill(new Roi(NUCLEI[i]));
        }
        return processor;
    }

    private static ImagePlus image() {
        ImagePlus image = new ImagePlus("drawn.tif", drawn());
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.25;
        return image;
    }

    private static ImagePlus imageWithRois() {
        ImagePlus image = image();
        image.setOverlay(rois());
        return image;
    }

    private static Overlay rois() {
        Overlay overlay = new Overlay();
        for (Rectangle nucleus : NUCLEI) {
            overlay.add(new Roi(nucleus));
        }
        return overlay;
    }

    /** Labels 3, 40 and 200 where the nuclei are. */
    private static ImageProcessor labels(ImageProcessor processor) {
        int[] labels = {3, 40, 200};
        for (int i = 0; i < NUCLEI.length; i++) {
            processor.setValue(labels[i]);
            processor.fill(new Roi(NUCLEI[i]));
        }
        return processor;
    }

    /** An image that ImageJ knows by its title, without a window. */
    private ImagePlus open(ImagePlus image) {
        Interpreter.batchMode = true;
        Interpreter.addBatchModeImage(image);
        open.add(image);
        return image;
    }

    private static Module run(ImagePlus image, Object... more) {
        List<Object> inputs = new ArrayList<>(List.of("image", image, "model", model));
        inputs.addAll(List.of(more));
        return commands.run(ClassifyNuclei.class, inputs.toArray());
    }

    private static List<String> names(ImagePlus image, int from) {
        return Arrays.stream(image.getOverlay().toArray()).skip(from).map(Roi::getName).toList();
    }

    private static List<String> expected(int... labels) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            names.add(labels[i] + " " + ANSWERS[i]);
        }
        return names;
    }

    private static void assertRefused(Module module, String... parts) {
        String problem = Commands.problem(module);
        assertNotNull(problem, "the command did not refuse");
        for (String part : parts) {
            assertTrue(problem.contains(part), problem);
        }
        assertEquals(1, problem.lines().count(), problem);
    }

    // Whose outlines

    /** Every cell of the table from the drawing. The centroid counts the top left pixel as reaching from 0 to 1. */
    @Test
    void roisOfTheOverlayAreClassifiedAsTheyAre() throws Exception {
        ImagePlus image = imageWithRois();
        Path csv = folder.resolve("overlay.csv");
        assertNull(Commands.problem(run(image, "nuclei_from", "overlay", "results_file", csv.toFile())));
        assertEquals(6, image.getOverlay().size(), "the user's own ROIs stay");
        assertEquals(expected(1, 2, 3), names(image, 3));
        List<String> lines = Files.readAllLines(csv);
        assertEquals(4, lines.size());
        for (int i = 0; i < 3; i++) {
            String[] cells = lines.get(i + 1).split(",");
            double p = Brightness.probability(NUCLEI[i].width * NUCLEI[i].height, GREYS[i]);
            assertEquals(String.valueOf(i + 1), cells[1]);
            assertEquals(p > 0.5 ? "bright" : "dim", cells[2]);
            assertEquals(Math.max(p, 1 - p), Double.parseDouble(cells[3]), 1e-6);
            assertEquals(1 - p, Double.parseDouble(cells[4]), 1e-6);
            assertEquals(p, Double.parseDouble(cells[5]), 1e-6);
            assertEquals(NUCLEI[i].getCenterX() * 0.5, Double.parseDouble(cells[6]), 1e-9);
            assertEquals(NUCLEI[i].getCenterY() * 0.25, Double.parseDouble(cells[7]), 1e-9);
            assertEquals(NUCLEI[i].width * NUCLEI[i].height * 0.125, Double.parseDouble(cells[10]), 1e-9);
            assertEquals(GREYS[i], Double.parseDouble(cells[11]), 1e-9);
        }
    }

    @Test
    void aSecondRunOnTheOverlayGivesTheSame() {
        ImagePlus image = imageWithRois();
        image.getOverlay().add(new Line(0, 0, 5, 5));
        run(image, "nuclei_from", "overlay", "show_legend", true);
        List<String> first = names(image, 0);
        assertNull(Commands.problem(run(image, "nuclei_from", "overlay", "show_legend", true)));
        assertEquals(first, names(image, 0));
    }

    @Test
    void outlinesOfSegmentNucleiCanBeCorrectedAndClassified() {
        ImagePlus image = image();
        commands.run(SegmentNuclei.class, "image", image, "min_area", 10, "make_label_image", false);
        int found = image.getOverlay().size();
        assertEquals(3, found);
        image.getOverlay().remove(1);
        assertNull(Commands.problem(run(image, "nuclei_from", "overlay")));
        assertEquals(2, image.getOverlay().size());
    }

    @Test
    void whatIsNoNucleusIsLeftOut() {
        ImagePlus image = imageWithRois();
        image.getOverlay().add(new TextRoi(1, 1, "text"));
        image.getOverlay().add(new Roi(100, 100, 5, 5));
        assertNull(Commands.problem(run(image, "nuclei_from", "overlay")));
        assertEquals(expected(1, 2, 3), names(image, 5));
    }

    @Test
    void labelImagesOfAnyTypeAreTakenAsTheyAre() {
        for (ImageProcessor type : List.of(new ByteProcessor(64, 48), new ShortProcessor(64, 48),
                new FloatProcessor(64, 48))) {
            ImagePlus labels = open(new ImagePlus("label image " + type.getBitDepth(), labels(type)));
            ImagePlus image = image();
            assertNull(Commands.problem(run(image, "nuclei_from", "label_image", "label_image_title",
                    labels.getTitle())));
            assertEquals(expected(3, 40, 200), names(image, 0));
        }
    }

    /** One label, two pieces of 4x4 pixels of 80: together 2 x 5 of the logit. */
    @Test
    void piecesOfOneLabelAreOneNucleus() {
        ByteProcessor pixels = drawn();
        pixels.setValue(80);
        pixels.fill(new Roi(9, 5, 4, 4));
        ImagePlus image = new ImagePlus("pieces.tif", pixels);
        ByteProcessor labels = new ByteProcessor(64, 48);
        labels.setValue(9);
        labels.fill(new Roi(4, 5, 4, 4));
        labels.fill(new Roi(9, 5, 4, 4));
        open(new ImagePlus("pieces", labels));
        run(image, "nuclei_from", "label_image", "label_image_title", "pieces", "make_label_image", true);
        assertEquals(1, image.getOverlay().size());
        assertEquals(String.format(Locale.ROOT, "9 bright %.2f", Brightness.probability(32, 80)),
                image.getOverlay().get(0).getName());
        assertTrue(image.getOverlay().get(0) instanceof ShapeRoi);
    }

    /** Frames of the label image may be slices of the image: other programs do not know the difference. */
    @Test
    void labelStacksArePairedPlaneByPlane() {
        ImageStack stack = new ImageStack(64, 48);
        ImageStack labels = new ImageStack(64, 48);
        for (int i = 0; i < 3; i++) {
            stack.addSlice(drawn());
            ByteProcessor one = new ByteProcessor(64, 48);
            one.setValue(i + 5);
            one.fill(new Roi(NUCLEI[i]));
            labels.addSlice(one);
        }
        ImagePlus image = new ImagePlus("stack.tif", stack);
        ImagePlus labelStack = open(new ImagePlus("label stack", labels));
        labelStack.setDimensions(1, 1, 3);
        assertNull(Commands.problem(run(image, "nuclei_from", "label_image", "label_image_title", "label stack")));
        assertEquals(expected(5, 6, 7), names(image, 0));
        assertEquals(List.of(1, 2, 3),
                Arrays.stream(image.getOverlay().toArray()).map(Roi::getPosition).toList());
    }

    @Test
    void wrongOutlinesAreRefused() {
        ImagePlus image = image();
        assertRefused(run(image, "nuclei_from", "nowhere"), "nuclei_from 'nowhere'",
                "segmentation, overlay, roi_manager, label_image");
        assertRefused(run(image, "nuclei_from", "overlay"), "overlay of 'drawn.tif' is empty");
        assertRefused(run(image, "nuclei_from", "roi_manager"), "ROI Manager is empty");
        assertRefused(run(image, "nuclei_from", "label_image"), "label_image_title is missing");
        assertRefused(run(image, "nuclei_from", "label_image", "label_image_title", "no such"), "'no such'",
                "no image of this title");
        open(new ImagePlus("small", new ByteProcessor(63, 48)));
        assertRefused(run(image, "nuclei_from", "label_image", "label_image_title", "small"), "63 x 48", "64 x 48");
        ImageStack two = new ImageStack(64, 48);
        two.addSlice(new ByteProcessor(64, 48));
        two.addSlice(new ByteProcessor(64, 48));
        open(new ImagePlus("two", two));
        assertRefused(run(image, "nuclei_from", "label_image", "label_image_title", "two"), "2 planes", "1 plane");
        open(new ImagePlus("colour", new ColorProcessor(64, 48)));
        assertRefused(run(image, "nuclei_from", "label_image", "label_image_title", "colour"), "colour", "RGB");
        FloatProcessor fractions = new FloatProcessor(64, 48);
        fractions.setf(5, 6, 0.5f);
        open(new ImagePlus("fractions", fractions));
        assertRefused(run(image, "nuclei_from", "label_image", "label_image_title", "fractions"), "(5, 6) is 0.5");
        assertRefused(run(image, "make_probability_map", true, "probability_of", "round"), "probability_of 'round'",
                "dim, bright");
        assertNull(image.getOverlay(), "a refused command changes nothing");
    }

    @Test
    void aFolderOfLabelImagesGivesABatchItsNuclei() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        Path labels = Files.createDirectory(folder.resolve("label images"));
        Path output = folder.resolve("output");
        ImageFiles.saveTiff(image(), images.resolve("a.tif"));
        ImageFiles.saveTiff(image(), images.resolve("b.tif"));
        ImageFiles.saveTiff(new ImagePlus("a", labels(new ShortProcessor(64, 48))), labels.resolve("a.tif"));
        Object[] inputs = {"input_folder", images.toFile(), "model", model, "output_folder", output.toFile(),
            "label_folder", labels.toFile()};
        assertNull(Commands.problem(commands.run(BatchClassifyFolder.class, inputs)));
        assertEquals(expected(3, 40, 200), names(ImageFiles.read(output.resolve("a.tif")), 0));
        List<String> summary = Files.readAllLines(output.resolve("summary.csv"));
        assertEquals("a.tif,3,1,2,0,", summary.get(1));
        assertTrue(summary.get(2).startsWith("b.tif,0,0,0,0,there is no label image"), summary.get(2));
        inputs[5] = labels.toFile();
        assertRefused(commands.run(BatchClassifyFolder.class, inputs), "is the label_folder");
        inputs[7] = new File("no/such");
        assertRefused(commands.run(BatchClassifyFolder.class, inputs), "no/such");
    }

    // What comes out

    @Test
    void theClassMapHoldsTheNumbersOfTheClassesInTheirColours() {
        ImagePlus image = imageWithRois();
        ImagePlus map = (ImagePlus) run(image, "nuclei_from", "overlay", "make_class_map", true)
                .getOutput("class_map");
        assertEquals("Classes of drawn.tif", map.getTitle());
        assertEquals(8, map.getBitDepth());
        ByteProcessor expected = new ByteProcessor(64, 48);
        int[] classes = {2, 2, 1};
        for (int i = 0; i < 3; i++) {
            expected.setValue(classes[i]);
            expected.fill(new Roi(NUCLEI[i]));
        }
        assertArrayEquals((byte[]) expected.getPixels(), (byte[]) map.getProcessor().getPixels());
        int[] shown = (int[]) map.getProcessor().convertToRGB().getPixels();
        assertEquals(0x000000, shown[0] & 0xFFFFFF);
        assertEquals(0xE69F00, shown[5 * 64 + 4] & 0xFFFFFF);
        assertEquals(0x56B4E9, shown[20 * 64 + 40] & 0xFFFFFF);
        assertEquals("µm", map.getCalibration().getUnit());
        assertEquals(0.5, map.getCalibration().pixelWidth);
        assertEquals(0.25, map.getCalibration().pixelHeight);
    }

    @Test
    void theProbabilityMapHoldsTheProbabilityOfTheLastClassOrTheNamedOne() {
        ImagePlus image = imageWithRois();
        Module module = run(image, "nuclei_from", "overlay", "make_probability_map", true);
        ImagePlus bright = (ImagePlus) module.getOutput("probability_map");
        ImagePlus dim = (ImagePlus) run(imageWithRois(), "nuclei_from", "overlay", "make_probability_map", true,
                "probability_of", "dim").getOutput("probability_map");
        assertNull(module.getOutput("class_map"));
        assertNull(module.getOutput("label_image"));
        assertEquals("P(bright) of drawn.tif", bright.getTitle());
        assertEquals("P(dim) of drawn.tif", dim.getTitle());
        assertEquals(32, bright.getBitDepth());
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                double p = Double.NaN;
                for (int i = 0; i < 3; i++) {
                    if (NUCLEI[i].contains(x, y)) {
                        p = Brightness.probability(NUCLEI[i].width * NUCLEI[i].height, GREYS[i]);
                    }
                }
                assertEquals(p, bright.getProcessor().getf(x, y), 1e-6);
                assertEquals(1 - p, dim.getProcessor().getf(x, y), 1e-6);
            }
        }
        assertEquals(0, bright.getDisplayRangeMin());
        assertEquals(1, bright.getDisplayRangeMax());
        assertEquals(0.5, bright.getCalibration().pixelWidth);
        // Areas 16, 64 and 16: ImageJ measures the nuclei alone.
        double mean = (16 * Brightness.probability(16, 80) + 64 * Brightness.probability(64, 40)
                + 16 * Brightness.probability(16, 32)) / 96;
        assertEquals(mean, ImageStatistics.getStatistics(bright.getProcessor()).mean, 1e-6);
    }

    @Test
    void theLegendIsThereOnceAndOnlyWhereItIsAskedFor() {
        ImagePlus image = imageWithRois();
        for (int round = 0; round < 2; round++) {
            run(image, "nuclei_from", "overlay", "show_legend", true);
            assertEquals(List.of("legend", "legend dim", "legend bright"), names(image, 6));
        }
        TextRoi dim = (TextRoi) image.getOverlay().get(7);
        assertEquals("dim", dim.getText().strip());
        assertEquals(new Color(0x56B4E9), dim.getStrokeColor());
        Rectangle box = image.getOverlay().get(6).getBounds();
        for (int i = 6; i < 9; i++) {
            Roi roi = image.getOverlay().get(i);
            assertEquals(0, roi.getGroup());
            assertEquals(0, roi.getPosition());
            assertTrue(box.contains(roi.getBounds()), roi + " is not in " + box);
        }
        run(image, "nuclei_from", "overlay");
        assertEquals(6, image.getOverlay().size());
    }

    @Test
    void stacksKeepTheirSlicesAndFramesInAllThatComesOut() {
        ImagePlus image = IJ.createHyperStack("hyper.tif", 64, 48, 2, 2, 3, 8);
        for (int t = 1; t <= 3; t++) {
            for (int z = 1; z <= 2; z++) {
                image.getStack().setProcessor(drawn(), image.getStackIndex(2, z, t));
            }
        }
        Roi roi = new Roi(NUCLEI[0]);
        roi.setPosition(0, 2, 3);
        image.setOverlay(new Overlay(roi));
        Module module = run(image, "nuclei_from", "overlay", "channel", 2, "make_class_map", true,
                "make_probability_map", true, "make_label_image", true);
        assertNull(Commands.problem(module));
        assertEquals(List.of("1 bright 0.73"), names(image, 1));
        for (String output : List.of("class_map", "probability_map", "label_image")) {
            ImagePlus map = (ImagePlus) module.getOutput(output);
            assertArrayEquals(new int[] {64, 48, 1, 2, 3}, map.getDimensions(), output);
            assertTrue(map.isHyperStack());
            for (int i = 1; i <= 6; i++) {
                float value = map.getStack().getProcessor(i).getf(5, 6);
                assertEquals(i == 6, value > 0, output + " " + i + ": " + value);
            }
        }
    }

    @Test
    void theChosenChannelOfACompositeIsClassified() {
        ImageStack channels = new ImageStack(64, 48);
        channels.addSlice(new ByteProcessor(64, 48));
        channels.addSlice(drawn());
        ImagePlus image = new CompositeImage(new ImagePlus("composite.tif", channels), CompositeImage.COMPOSITE);
        image.setOverlay(rois());
        run(image, "nuclei_from", "overlay", "channel", 2);
        assertEquals(expected(1, 2, 3), names(image, 3));
        run(image, "nuclei_from", "overlay");
        // The logit of nothing is -4: P(dim) = 1 / (1 + exp(-4)) = 0.982.
        assertEquals(List.of("1 dim 0.98", "2 dim 0.98", "3 dim 0.98"), names(image, 3));
        assertRefused(run(image, "nuclei_from", "overlay", "channel", 3), "channel 3", "composite.tif");
        channels.setSliceLabel("Phase", 1);
        channels.setSliceLabel("DAPI", 2);
        run(image, "nuclei_from", "overlay", "channel", "DAPI");
        assertEquals(expected(1, 2, 3), names(image, 3));
        assertRefused(run(image, "nuclei_from", "overlay", "channel", "Hoechst"), "'Hoechst'", "Phase, DAPI");
        assertRefused(run(image, "nuclei_from", "overlay", "channel", -1), "channel -1");
    }

    @Test
    void picturesOfAllTypesGiveTheSame() {
        ShortProcessor signed = new ShortProcessor(64, 48);
        for (int i = 0; i < 64 * 48; i++) {
            signed.set(i, 32_768 + drawn().get(i));
        }
        ImagePlus signedImage = new ImagePlus("signed.tif", signed);
        signedImage.getCalibration().setSigned16BitCalibration();
        for (ImagePlus image : List.of(new ImagePlus("8", drawn()), signedImage,
                new ImagePlus("16", drawn().convertToShort(false)), new ImagePlus("32", drawn().convertToFloat()),
                new ImagePlus("rgb", drawn().convertToRGB()))) {
            image.setOverlay(rois());
            Module module = run(image, "nuclei_from", "overlay", "make_class_map", true);
            assertEquals(expected(1, 2, 3), names(image, 3), image.getTitle());
            ImagePlus map = (ImagePlus) module.getOutput("class_map");
            assertEquals(2, map.getCalibration().getCValue(map.getProcessor().get(4, 5)), image.getTitle());
        }
    }

    // Esc and undo

    private static VirtualStack virtual(int planes, int escAt) {
        return new VirtualStack(64, 48, planes) {
            @Override
            public ImageProcessor getProcessor(int n) {
                if (n == escAt) {
                    IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                }
                return drawn();
            }
        };
    }

    @Test
    void virtualStacksAreClassifiedPlaneByPlane() {
        ImagePlus image = new ImagePlus("virtual.tif", virtual(4, 0));
        image.setOverlay(rois());
        run(image, "nuclei_from", "overlay");
        assertEquals(3 + 4 * 3, image.getOverlay().size());
    }

    @Test
    void escKeepsThePlanesThatAreDone() throws Exception {
        ImagePlus image = new ImagePlus("virtual.tif", virtual(4, 3));
        image.setOverlay(rois());
        Path csv = folder.resolve("stopped.csv");
        Module module = run(image, "nuclei_from", "overlay", "make_class_map", true, "results_file", csv.toFile());
        assertEquals("", Commands.problem(module), "the user knows why: no dialog");
        // Esc came with the third plane, which is no longer classified.
        assertEquals(3 + 2 * 3, image.getOverlay().size());
        assertEquals(1 + 2 * 3, Files.readAllLines(csv).size());
        assertNull(module.getOutput("class_map"));
    }

    @Test
    void undoBringsThePreviousOverlayBack() {
        ImagePlus image = imageWithRois();
        WindowManager.setTempCurrentImage(image);
        run(image, "nuclei_from", "overlay", "show_legend", true);
        assertEquals(9, image.getOverlay().size());
        Undo.undo();
        assertEquals(3, image.getOverlay().size());
        for (int i = 0; i < 3; i++) {
            assertEquals(NUCLEI[i], image.getOverlay().get(i).getBounds());
        }
        run(image, "nuclei_from", "overlay");
        List<String> first = names(image, 3);
        image.getOverlay().remove(0);
        run(image, "nuclei_from", "overlay");
        assertFalse(first.equals(names(image, 2)));
        Undo.undo();
        assertEquals(first, names(image, 2), "the result before");
    }

    @Test
    void undoOfAFirstSegmentationLeavesAnEmptyOverlay() {
        ImagePlus image = image();
        WindowManager.setTempCurrentImage(image);
        commands.run(SegmentNuclei.class, "image", image, "make_label_image", false, "min_area", 10);
        assertEquals(3, image.getOverlay().size());
        Undo.undo();
        assertEquals(0, image.getOverlay().size());
        assertSame(image, WindowManager.getCurrentImage());
    }
}
