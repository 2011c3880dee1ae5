package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

/** The annotation without a display, and the sample that it can be tried out on. */
public class AnnotateNucleiTest {

    private static final String ME = AnnotateNucleiTest.class.getName();

    private static String opened;

    /** For the macro. */
    public static void openSample() {
        try (Commands commands = new Commands()) {
            commands.run(NucleiSample.class);
        }
        opened = WindowManager.getCurrentImage().getTitle();
    }

    @Test
    void withoutADisplayItSaysSoInOneLine() {
        try (Commands commands = new Commands()) {
            ImagePlus image = Commands.field(1);
            String problem = Commands.problem(commands.run(AnnotateNuclei.class, "image", image));
            assertTrue(problem.startsWith("this needs ImageJ's windows") && problem.lines().count() == 1,
                    problem);
            assertNull(image.getOverlay(), "nothing was done before");
        }
    }

    @Test
    void theSampleIsACalibratedFieldThatSaysWhatItIs() {
        try (Commands commands = new Commands()) {
            Module module = commands.run(NucleiSample.class);
            assertNull(Commands.problem(module));
            ImagePlus sample = (ImagePlus) module.getOutput("nuclei");
            assertEquals(new PixelSize(0.5, 0.5, "\u00b5m"), Planes.pixelSize(sample));
            assertEquals(8, sample.getBitDepth());
            String info = sample.getInfoProperty();
            assertTrue(info.contains("clumped:") && info.contains("fine:") && info.contains("Synthetic"), info);
            // A few touch so closely that the segmentation takes them for one, or are cut in two.
            assertEquals(48, new ClassicalFinder(SegmentationSettings.DEFAULT).find(Planes.of(sample, 1).get(0))
                    .nuclei().size(), 3);
            ImagePlus again = (ImagePlus) commands.run(NucleiSample.class).getOutput("nuclei");
            assertArrayEquals((byte[]) sample.getProcessor().getPixels(), (byte[]) again.getProcessor().getPixels());
        }
    }

    @Test
    void inAMacroTheSampleBecomesTheActiveImage() {
        opened = null;
        String result = new Interpreter().run("setBatchMode(true); call('" + ME + ".openSample'); "
                + "shown = getTitle(); close(); return shown;", "");
        assertEquals("Nuclei.tif", result);
        assertEquals("Nuclei.tif", opened);
    }
}
