package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import io.github.nucleoscope.synthetic.FieldGenerator;
import io.github.nucleoscope.synthetic.FieldSettings;
import io.github.nucleoscope.synthetic.SyntheticField;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** Runs commands as Fiji does: through a SciJava context, by their plugin annotations. */
final class Commands implements AutoCloseable {

    final Context context = new Context(CommandService.class, StatusService.class);

    Commands() {
        forgetActiveImage();
    }

    /** Clears the active image that a macro leaves to all later commands in this thread. */
    private static void forgetActiveImage() {
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
    }

    /** Runs a command to its end with all preprocessors. */
    Module run(Class<? extends Command> command, Object... inputs) {
        try {
            return context.service(CommandService.class).run(command, true, inputs).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns why the command refused; null if it did not. */
    static String problem(Module module) {
        return ((Cancelable) module).isCanceled() ? ((Cancelable) module).getCancelReason() : null;
    }

    /** Asserts that the command refused, with one line that contains all these parts. */
    static void assertRefused(Module module, String... parts) {
        String problem = problem(module);
        assertNotNull(problem, "the command did not refuse");
        for (String part : parts) {
            assertTrue(problem.contains(part), problem);
        }
        assertEquals(1, problem.lines().count(), problem);
    }

    /** Trains a tiny network for two epochs on the committed fields: seconds. */
    Module trainTiny(File model) {
        return trainTiny(model, "automatic");
    }

    /** Trains such a network on nuclei that were found by a given method. */
    Module trainTiny(File model, String foundBy, Object... more) {
        List<Object> inputs = new ArrayList<>(List.of("training_data", new File("test-images/truth.csv"),
                "image_folder", new File("test-images/images"), "output_model", model, "network",
                "4conv3x3 - mp4x4 - fc8 - o", "members", 1, "crop_size", 32, "normalise", "channel", "epochs", 2,
                "test_fraction", 0.15, "seed", 7L, "found_by", foundBy));
        inputs.addAll(List.of(more));
        return run(TrainClassifier.class, inputs.toArray());
    }

    /** Gives an image pixels of 0.5 um. */
    static ImagePlus calibrated(ImagePlus image) {
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.5;
        return image;
    }

    /** Returns a synthetic field of 256x256 pixels with 8 nuclei. */
    static ImagePlus field(long seed) {
        SyntheticField field = FieldGenerator.generate(new FieldSettings(256, 256, 8, 0.5, 0), seed);
        byte[] pixels = new byte[(int) field.image().size()];
        Cursor<UnsignedByteType> cursor = Views.flatIterable(field.image()).cursor();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = cursor.next().getByte();
        }
        return new ImagePlus("field_" + seed + ".tif", new ByteProcessor(256, 256, pixels));
    }

    /** Returns a field whose nuclei are alternately in the groups "even" and "odd"; changes ImageJ's group names. */
    ImagePlus annotated(long seed) {
        return annotated(field(seed));
    }

    /** Returns an image with the outlines of its nuclei, in two groups. */
    ImagePlus annotated(ImagePlus image) {
        run(SegmentNuclei.class, "image", image, "make_label_image", false);
        Roi.setGroupName(1, "even");
        Roi.setGroupName(2, "odd");
        int count = 0;
        for (Roi roi : image.getOverlay().toArray()) {
            roi.setGroup(1 + count++ % 2);
        }
        return image;
    }

    @Override
    public void close() {
        context.dispose();
    }
}
