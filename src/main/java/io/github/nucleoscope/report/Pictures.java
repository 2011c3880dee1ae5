package io.github.nucleoscope.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

import io.github.nucleoscope.nuclei.Crop;

/** Converts pictures to the bytes of PNG files. */
public final class Pictures {

    private Pictures() {}

    /** Returns the picture of a crop ({@link #ofCrop}) as the bytes of a PNG file. */
    public static byte[] crop(Crop crop) {
        return png(ofCrop(crop));
    }

    /**
     * Returns a picture of a crop. One channel is grey, 0 black and 255 white. Three channels are red, green and blue:
     * in transmitted light, the colours of the image; of two channels, or more than three, the first ones are red,
     * green and blue. A crop that is not normalised and has brighter pixels is scaled from 0 to the brightest.
     */
    public static BufferedImage ofCrop(Crop crop) {
        int size = crop.size();
        if (crop.channels() == 1) {
            BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
            int[] grey = samples(crop.values());
            picture.getRaster().setPixels(0, 0, size, size, grey);
            return picture;
        }
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int[] values = samples(crop.pixels().colours().orElseGet(crop::values));
        int channels = crop.channels();
        for (int i = 0; i < size * size; i++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | (c < channels ? values[i * channels + c] : 0);
            }
            picture.setRGB(i % size, i / size, rgb);
        }
        return picture;
    }

    /** Returns values of 0 to 255. */
    private static int[] samples(float[] values) {
        float white = 255;
        for (float value : values) {
            white = Math.max(white, value);
        }
        int[] samples = new int[values.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.max(0, Math.round(values[i] * 255 / white));
        }
        return samples;
    }

    /** Returns a picture as the bytes of a PNG file. */
    public static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        return bytes.toByteArray();
    }
}
