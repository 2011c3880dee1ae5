package io.github.nucleoscope.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.nucleoscope.problem.InputException;

/**
 * Files that Java reads itself: PNG, JPEG, BMP, GIF. ImageJ reads PNG the same way, but reports failures in a dialog
 * and does not notice truncated files.
 */
final class JavaImageFile {

    /** Upper limit of compression, in pixels per byte: PNG's deflate with one bit per pixel. */
    private static final long MAX_PIXELS_PER_BYTE = 8 * 1032;

    private JavaImageFile() {}

    static ImagePlus read(Path file, String format) throws IOException {
        if (format.equals("png")) {
            requirePngEnd(file);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS_PER_BYTE * Files.size(file)) {
                throw new InputException(file, "is damaged: " + reader.getWidth(0) + " x " + reader.getHeight(0)
                        + " pixels do not fit into " + Files.size(file) + " bytes");
            }
            BufferedImage image = reader.read(0);
            // The readers of JPEG and GIF fill in what is missing and only issue warnings.
            for (String warning : warnings) {
                if (format.equals("gif") || warning.toLowerCase().contains("premature")) {
                    throw new InputException(file, "is damaged or cut short (" + warning + ")");
                }
            }
            return toImagePlus(file, image, format);
        } finally {
            reader.dispose();
        }
    }

    private static ImagePlus toImagePlus(Path file, BufferedImage image, String format) {
        BufferedImage opaque = image;
        if (image.getColorModel().hasAlpha()) {
            // As in ImageJ: the colours without the alpha channel.
            opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            opaque.setRGB(0, 0, image.getWidth(), image.getHeight(), argb, 0, image.getWidth());
        }
        ImagePlus imp = new ImagePlus(file.getFileName().toString(), opaque);
        if (format.equals("jpeg") && imp.getType() == ImagePlus.COLOR_RGB) {
            Opener.convertGrayJpegTo8Bits(imp);
        }
        return imp;
    }

    /** Fails unless the chunks of a PNG file (PNG specification, section 5) continue up to the last one, IEND. */
    private static void requirePngEnd(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(8);
            long position = 8;
            String type = "";
            while (!type.equals("IEND")) {
                header.clear();
                if (channel.read(header, position) < 8) {
                    throw new InputException(file, "is cut short: copy it again");
                }
                long length = header.getInt(0) & 0xffffffffL;
                type = new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
                position += 12 + length;
            }
            if (position > channel.size()) {
                throw new InputException(file, "is cut short: copy it again");
            }
        }
    }
}
