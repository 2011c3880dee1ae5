package io.github.nucleoscope.synthetic;

import java.util.List;
import java.util.Random;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/**
 * Staining and bright-field camera of one laboratory. Stains absorb independently, so the optical densities of
 * haematoxylin and eosin add up, in the proportions of red, green and blue that Ruifrok &amp; Johnston (2001)
 * published, see {@link Colour#HAEMATOXYLIN_EOSIN}.
 *
 * @param red red of the bare glass in the middle of the field, in grey values above 0 and at most 255
 * @param green green of the bare glass
 * @param blue blue of the bare glass
 * @param haematoxylin how strongly the laboratory stains with haematoxylin: factor of all amounts, 0 or more
 * @param eosin how strongly it stains with eosin
 * @param vignetting part of the light that is lost in the corners, 0 to below 1
 * @param noise standard deviation of the sensor's noise in bright light, in grey values, 0 or more; in less light it
 *     falls with the square root
 */
public record SlideScanner(double red, double green, double blue, double haematoxylin, double eosin, double vignetting,
        double noise) {

    /** A slightly pink and dim lamp: white is 243, 240, 245. */
    public static final SlideScanner DEFAULT = new SlideScanner(243, 240, 245, 1, 1, 0.03, 2);

    public SlideScanner {
        for (double white : new double[] {red, green, blue}) {
            if (!(white > 0 && white <= 255)) {
                throw new InputException("white level " + white + " is not above 0 and at most 255");
            }
        }
        for (double amount : new double[] {haematoxylin, eosin, noise}) {
            if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
                throw new InputException("amount of stain or noise " + amount + " is not 0 or more");
            }
        }
        if (!(vignetting >= 0 && vignetting < 1)) {
            throw new InputException("vignetting " + vignetting + " is not between 0 and below 1");
        }
    }

    /** Returns a scanner with another lamp. */
    public SlideScanner withWhite(double changedRed, double changedGreen, double changedBlue) {
        return new SlideScanner(changedRed, changedGreen, changedBlue, haematoxylin, eosin, vignetting, noise);
    }

    /** Returns a laboratory that stains more or less strongly. */
    public SlideScanner withStains(double changedHaematoxylin, double changedEosin) {
        return new SlideScanner(red, green, blue, changedHaematoxylin, changedEosin, vignetting, noise);
    }

    /**
     * Takes an image.
     *
     * @param seed of the noise; any number
     * @return an RGB image of the section's size, with its pixel size
     */
    public ImagePlus scan(TissueSection section, long seed) {
        int width = Math.toIntExact(section.labels().dimension(0));
        int height = Math.toIntExact(section.labels().dimension(1));
        double[] white = {red, green, blue};
        List<double[]> stains = Colour.HAEMATOXYLIN_EOSIN.unitStains();
        Random random = new Random(seed);
        Cursor<DoubleType> nuclear = Views.flatIterable(section.haematoxylin()).cursor();
        Cursor<DoubleType> counterstain = Views.flatIterable(section.eosin()).cursor();
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            double u = 2.0 * (i % width) / (width - 1) - 1;
            double v = 2.0 * (i / width) / (height - 1) - 1;
            double light = 1 - vignetting * (u * u + v * v) / 2;
            double h = haematoxylin * nuclear.next().get();
            double e = eosin * counterstain.next().get();
            for (int c = 0; c < 3; c++) {
                double density = h * stains.get(0)[c] + e * stains.get(1)[c];
                double value = white[c] * light * StrictMath.pow(10, -density);
                value += noise * Math.sqrt(value / white[c]) * random.nextGaussian();
                pixels[i] = pixels[i] << 8 | (int) Math.max(0, Math.min(255, Math.rint(value)));
            }
        }
        ImagePlus image = new ImagePlus("H&E", new ColorProcessor(width, height, pixels));
        Calibration calibration = image.getCalibration();
        calibration.pixelWidth = TissueGenerator.MICRONS_PER_PIXEL;
        calibration.pixelHeight = TissueGenerator.MICRONS_PER_PIXEL;
        calibration.setUnit("µm");
        return image;
    }
}
