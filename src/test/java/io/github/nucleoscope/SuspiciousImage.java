package io.github.nucleoscope;

import java.util.Locale;
import java.util.Random;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Images that something is wrong with, and what must be said of each, in one line with something to try. */
public enum SuspiciousImage {

    /** Noise alone. */
    NO_NUCLEI("no nuclei were found: check the channel, the focus") {
        @Override
        ImageProcessor draw(Random random) {
            return new FloatProcessor(WIDTH, HEIGHT);
        }
    },

    /** Squares with narrow gaps, a fifth of them brighter. */
    NUCLEI_EVERYWHERE("% of the image: check whether they are bright or dark, or choose another method") {
        @Override
        ImageProcessor draw(Random random) {
            ImageProcessor squares = new FloatProcessor(WIDTH, HEIGHT);
            for (int x = 1; x < WIDTH; x += 24) {
                for (int y = 1; y < HEIGHT; y += 24) {
                    squares.setValue(random.nextInt(5) == 0 ? 190 : 90);
                    squares.setRoi(x, y, 22, 22);
                    squares.fill();
                }
            }
            squares.resetRoi();
            return squares;
        }
    },

    /** The camera's scale ends within the nuclei. */
    SATURATED("saturated at 255: use a shorter exposure") {
        @Override
        ImageProcessor draw(Random random) {
            return discs(400);
        }
    },

    BLURRED("the nuclei are blurred: their outlines are uncertain; refocus, or leave this image out") {
        @Override
        ImageProcessor draw(Random random) {
            ImageProcessor discs = discs(130);
            discs.blurGaussian(8);
            return discs;
        }
    },

    /** Dark nuclei in bright field. */
    WRONG_POLARITY("the nuclei look darker than the background: choose dark nuclei") {
        @Override
        ImageProcessor draw(Random random) {
            ImageProcessor discs = discs(-130);
            discs.blurGaussian(1.5);
            discs.add(200);
            return discs;
        }
    };

    private static final int WIDTH = 264;
    private static final int HEIGHT = 192;

    private final String warning;

    SuspiciousImage(String warning) {
        this.warning = warning;
    }

    /** What the line has in it. */
    public String warning() {
        return warning;
    }

    abstract ImageProcessor draw(Random random);

    /** Twelve discs in the focus, as much brighter than 0. */
    private static ImageProcessor discs(double brightness) {
        ImageProcessor discs = new FloatProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < discs.getPixelCount(); i++) {
            boolean inside = Math.hypot(i % WIDTH % 64 - 32, i / WIDTH % 64 - 32) <= 12 && i % WIDTH < 256;
            discs.setf(i, inside ? (float) brightness : 0);
        }
        discs.blurGaussian(1.2);
        return discs;
    }

    /** 8 bits, on a background of 20 with a little noise. */
    public ImagePlus image() {
        Random random = new Random(3);
        ImageProcessor drawn = draw(random);
        ByteProcessor bytes = new ByteProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < bytes.getPixelCount(); i++) {
            double value = drawn.getf(i) + 20 + 1.5 * random.nextGaussian();
            bytes.set(i, (int) Math.max(0, Math.min(255, Math.round(value))));
        }
        return new ImagePlus(name().toLowerCase(Locale.ROOT) + ".tif", bytes);
    }
}
