package io.github.nucleoscope.synthetic;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import ij.process.ShortProcessor;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.synthetic.Layout.Placed;
import net.imglib2.img.array.ArrayImgs;

/**
 * Draws fluorescence composites of 16 bits: DNA in DAPI, phosphorylated histone H3 in pH3, and the cells' cortex in
 * Actin. The nuclei are positive or negative for pH3. The classes differ in that channel alone: the others are drawn
 * from random numbers that do not depend on them.
 *
 * <p>Equal settings and seeds give equal composites, bit for bit, on every machine, as in {@link FieldGenerator}.
 */
public final class CompositeGenerator {

    /** Names of the channels, in order. */
    public static final List<String> CHANNEL_NAMES = List.of("DAPI", "pH3", "Actin");
    /** Class of nuclei without the mark of mitosis. */
    public static final String NEGATIVE = "negative";
    /** Class of nuclei with the mark of mitosis. */
    public static final String POSITIVE = "positive";

    private static final List<Color> COLOURS = List.of(Color.BLUE, Color.GREEN, Color.RED);
    private static final FluorescentStain BOUND = new FluorescentStain(40, 110, 0.25, 0.4);
    private static final FluorescentStain UNBOUND = new FluorescentStain(3, 8, 0.15, 0.25);
    /** Standard deviation, in pixels, of the narrower Gaussian of the textures. */
    private static final double TEXTURE_SCALE = 1.5;

    /** What the 16-bit camera adds to every pixel. */
    private static final int OFFSET = 100;
    /** Values of the 16-bit camera for one of the 8-bit camera. */
    private static final int GAIN = 120;

    private CompositeGenerator() {}

    /**
     * Draws one composite.
     *
     * @param seed any number; the same seed gives the same composite
     * @throws InputException if the nuclei do not fit into the field
     */
    public static SyntheticComposite generate(CompositeSettings settings, long seed) {
        Random seeds = new Random(seed);
        int width = settings.width();
        int height = settings.height();
        Layout layout = Layout.place(width, height, settings.nuclei(), settings.touchingFraction(),
                new Random(seeds.nextLong()));
        List<String> classes = classes(settings, new Random(seeds.nextLong()));
        List<NucleusPixels> pixels = new ArrayList<>();
        List<DrawnNucleus> nuclei = new ArrayList<>();
        for (int label = 1; label <= classes.size(); label++) {
            NucleusPixels of = NucleusPixels.of(layout.nuclei().get(label - 1), label, layout.labels(), width);
            pixels.add(of);
            nuclei.add(new DrawnNucleus(label, classes.get(label - 1), of.centreX(), of.centreY(), of.area()));
        }
        ImageStack stack = new ImageStack(width, height);
        for (int channel = 0; channel < settings.channels(); channel++) {
            Random random = new Random(seeds.nextLong());
            double[] fluorescence = new double[width * height];
            if (channel == 2) {
                CellCortex.paint(nuclei, fluorescence, width, random);
            } else {
                for (int i = 0; i < classes.size(); i++) {
                    FluorescentStain stain = channel == 0 ? FieldGenerator.DNA
                            : classes.get(i).equals(POSITIVE) ? BOUND : UNBOUND;
                    Placed placed = layout.nuclei().get(i);
                    stain.paint(placed, pixels.get(i).inside(), r -> TEXTURE_SCALE, fluorescence, width, random);
                }
            }
            stack.addSlice(CHANNEL_NAMES.get(channel), plane(fluorescence, width, height, random));
        }
        return new SyntheticComposite(composite(stack), ArrayImgs.ints(layout.labels(), width, height), nuclei);
    }

    private static List<String> classes(CompositeSettings settings, Random random) {
        int positive = (int) Math.rint(settings.nuclei() * settings.positiveFraction());
        List<String> classes = new ArrayList<>(Collections.nCopies(positive, POSITIVE));
        classes.addAll(Collections.nCopies(settings.nuclei() - positive, NEGATIVE));
        Collections.shuffle(classes, random);
        return classes;
    }

    private static ShortProcessor plane(double[] fluorescence, int width, int height, Random random) {
        double[] signal = Camera.signal(fluorescence, width, height, random);
        short[] plane = new short[signal.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (short) Math.max(0, Math.min(65_535, Math.rint(OFFSET + GAIN * signal[i])));
        }
        return new ShortProcessor(width, height, plane, null);
    }

    private static ImagePlus composite(ImageStack stack) {
        ImagePlus image = new ImagePlus("Composite", stack);
        image.setDimensions(stack.size(), 1, 1);
        Calibration calibration = image.getCalibration();
        calibration.pixelWidth = TestImages.PIXEL_SIZE.width();
        calibration.pixelHeight = TestImages.PIXEL_SIZE.height();
        calibration.setUnit(TestImages.PIXEL_SIZE.unit());
        CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
        for (int channel = 1; channel <= stack.size(); channel++) {
            composite.setChannelLut(LUT.createLutFromColor(COLOURS.get(channel - 1)), channel);
        }
        return composite;
    }
}
