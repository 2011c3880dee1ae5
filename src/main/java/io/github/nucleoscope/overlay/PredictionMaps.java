package io.github.nucleoscope.overlay;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.LutLoader;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.images.LabelImages;
import net.imglib2.Cursor;
import net.imglib2.type.logic.BitType;
import net.imglib2.view.Views;

/** Images in which each nucleus is filled with its prediction: one plane per slice and frame, calibrated. */
public final class PredictionMaps {

    private PredictionMaps() {}

    /**
     * Returns a map of classes: 8-bit, class index + 1 inside nuclei, 0 outside, in the colours of the classes.
     *
     * @param source the image that was classified
     */
    public static ImagePlus classes(ClassifiedImage classified, ImagePlus source) {
        ImagePlus map = map("Classes of " + source.getTitle(), classified, source,
                () -> new ByteProcessor(source.getWidth(), source.getHeight()),
                nucleus -> nucleus.prediction().classIndex() + 1);
        map.setLut(colours(classified.classes()));
        map.setDisplayRange(0, 255);
        return map;
    }

    /**
     * Returns a heat map of the probability of one class: 32-bit, in [0, 1] inside nuclei and NaN outside, which
     * ImageJ ignores in measurements. Its look-up table is ImageJ's Fire, from 0 to 1.
     *
     * @param classIndex index of the class
     * @param source the image that was classified
     */
    public static ImagePlus probability(ClassifiedImage classified, int classIndex, ImagePlus source) {
        String name = classified.classes().get(classIndex).name();
        ImagePlus map = map("P(" + name + ") of " + source.getTitle(), classified, source, () -> {
            float[] pixels = new float[source.getWidth() * source.getHeight()];
            Arrays.fill(pixels, Float.NaN);
            return new FloatProcessor(source.getWidth(), source.getHeight(), pixels);
        }, nucleus -> nucleus.prediction().probabilities()[classIndex]);
        map.setLut(new LUT(LutLoader.getLut("fire"), 0, 1));
        map.setDisplayRange(0, 1);
        return map;
    }

    private static ImagePlus map(String title, ClassifiedImage classified, ImagePlus source,
            Supplier<ImageProcessor> background, ToDoubleFunction<ClassifiedNucleus> value) {
        ImageStack stack = new ImageStack(source.getWidth(), source.getHeight());
        for (int i = 0; i < source.getNSlices() * source.getNFrames(); i++) {
            stack.addSlice(background.get());
        }
        for (ClassifiedNucleus nucleus : classified.nuclei()) {
            ImageProcessor plane = stack.getProcessor((nucleus.t() - 1) * source.getNSlices() + nucleus.z());
            fill(nucleus, plane, (float) value.applyAsDouble(nucleus));
        }
        ImagePlus map = new ImagePlus(title, stack);
        LabelImages.copyGeometry(map, source);
        return map;
    }

    private static void fill(ClassifiedNucleus nucleus, ImageProcessor plane, float value) {
        Cursor<BitType> cursor = Views.flatIterable(nucleus.nucleus().mask()).localizingCursor();
        while (cursor.hasNext()) {
            if (cursor.next().get()) {
                plane.setf(cursor.getIntPosition(0), cursor.getIntPosition(1), value);
            }
        }
    }

    private static LUT colours(List<NucleusClass> classes) {
        byte[] red = new byte[256];
        byte[] green = new byte[256];
        byte[] blue = new byte[256];
        for (int i = 0; i < classes.size(); i++) {
            int rgb = classes.get(i).rgb();
            red[i + 1] = (byte) (rgb >> 16);
            green[i + 1] = (byte) (rgb >> 8);
            blue[i + 1] = (byte) rgb;
        }
        return new LUT(red, green, blue);
    }
}
