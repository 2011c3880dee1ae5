package io.github.nucleoscope.segmentation.classical;

import ij.ImagePlus;
import ij.plugin.filter.Binary;
import ij.plugin.filter.EDM;
import ij.plugin.filter.GaussianBlur;
import ij.plugin.filter.ParticleAnalyzer;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

/** The usual recipe in ImageJ: Gaussian blur 1, Otsu, fill holes, watershed, Analyze Particles from 20 pixels. */
final class ImageJRecipe {

    private ImageJRecipe() {}

    /** Returns labels of bright nuclei in ImageJ's form: 16-bit count masks. */
    static ImagePlus masks(ImageProcessor image) {
        ImageProcessor blurred = image.duplicate();
        new GaussianBlur().blurGaussian(blurred, 1);
        blurred.setAutoThreshold("Otsu dark");
        ByteProcessor mask = blurred.createMask();
        // As after Convert to Mask: the nuclei are 255, shown black.
        mask.invertLut();
        Binary fill = new Binary();
        ImagePlus holder = new ImagePlus("mask", mask);
        fill.setup("fill", holder);
        fill.run(mask);
        new EDM().toWatershed(mask);
        ParticleAnalyzer particles = new ParticleAnalyzer(ParticleAnalyzer.SHOW_ROI_MASKS, 0, null, 20,
                Double.POSITIVE_INFINITY);
        particles.setHideOutputImage(true);
        mask.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
        if (!particles.analyze(holder, mask)) {
            throw new IllegalStateException("ImageJ's particle analysis failed");
        }
        return particles.getOutputImage();
    }
}
