package io.github.nucleoscope.io;

import io.github.nucleoscope.nuclei.Crop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures as the bytes of PNG files. */
public final class Pictures {

    private Pictures() {}

    /** A crop in grey; what lies outside [0, 255] is black or white. */
    public static byte[] crop(Crop crop) {
        int width = (int) crop.pixels().dimension(0);
        int height = (int) crop.pixels().dimension(1);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        float[] values = crop.values();
        for (int i = 0; i < values.length; i++) {
            int grey = Math.max(0, Math.min(255, Math.round(values[i])));
            picture.getRaster().setSample(i % width, i / width, 0, grey);
        }
        return png(picture);
    }

    /** Any picture. */
    public static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }
}
