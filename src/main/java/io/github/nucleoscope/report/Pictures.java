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
     * Returns a crop in grey, 0 black and 255 white. A crop that is not normalised and has brighter pixels is scaled
     * from 0 to the brightest.
     */
    public static BufferedImage ofCrop(Crop crop) {
        int width = (int) crop.pixels().dimension(0);
        int height = (int) crop.pixels().dimension(1);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        float[] values = crop.values();
        float white = 255;
        for (float value : values) {
            white = Math.max(white, value);
        }
        for (int i = 0; i < values.length; i++) {
            int grey = Math.max(0, Math.round(values[i] * 255 / white));
            picture.getRaster().setSample(i % width, i / width, 0, grey);
        }
        return picture;
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
