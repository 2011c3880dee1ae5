package io.github.nucleoscope.synthetic;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.PixelSize;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

/** Writes the files of the test images. */
final class TestImageWriter {

    private TestImageWriter() {}

    /** Returns an 8-bit image with its pixel size. */
    static ImagePlus toImagePlus(String title, RandomAccessibleInterval<UnsignedByteType> image, PixelSize pixelSize) {
        byte[] pixels = new byte[Math.toIntExact(image.size())];
        Cursor<UnsignedByteType> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = cursor.next().getByte();
        }
        int width = Math.toIntExact(image.dimension(0));
        int height = Math.toIntExact(image.dimension(1));
        ImagePlus imp = new ImagePlus(title, new ByteProcessor(width, height, pixels));
        Calibration calibration = imp.getCalibration();
        calibration.pixelWidth = pixelSize.width();
        calibration.pixelHeight = pixelSize.height();
        calibration.setUnit(pixelSize.unit());
        return imp;
    }

    /** Writes an uncompressed 8-bit TIFF with its pixel size. */
    static void writeImage(RandomAccessibleInterval<UnsignedByteType> image, PixelSize pixelSize, Path file)
            throws IOException {
        Files.write(file, new FileSaver(toImagePlus(file.getFileName().toString(), image, pixelSize)).serialize());
    }

    /**
     * Writes a 16-bit TIFF with LZW compression, which makes a label image 20 times smaller. Java's own encoder is
     * used: unlike zlib, it gives the same bytes on every machine.
     *
     * @param labels axes X, Y, values 0 to 65,535
     */
    static void writeLabels(RandomAccessibleInterval<IntType> labels, Path file) throws IOException {
        int width = Math.toIntExact(labels.dimension(0));
        int height = Math.toIntExact(labels.dimension(1));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        Cursor<IntType> cursor = Views.flatIterable(labels).cursor();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, cursor.next().get());
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (OutputStream out = Files.newOutputStream(file);
                ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType("LZW");
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
