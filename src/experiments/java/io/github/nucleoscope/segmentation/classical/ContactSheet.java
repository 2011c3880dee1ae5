package io.github.nucleoscope.segmentation.classical;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Makes a PNG of images with the outlines of the nuclei found by the default settings.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.classical.ContactSheet -Dexec.args="FOLDER PNG [INDEX ...]"
 * </pre>
 *
 * <p>FOLDER: folder of images. INDEX: an image's index in the sorted list; by default, 60 images spread over the list.
 */
public final class ContactSheet {

    private static final int COLUMNS = 10;
    private static final int CELL = 220;
    private static final int GAP = 4;
    private static final int SHOWN = 60;

    private ContactSheet() {}

    public static void main(String[] args) throws IOException {
        List<Path> files = ImageFiles.list(Path.of(args[0]));
        List<Integer> indices = new ArrayList<>();
        for (int k = 2; k < args.length; k++) {
            indices.add(Integer.parseInt(args[k]));
        }
        for (int k = 0; args.length == 2 && k < SHOWN; k++) {
            indices.add(k * files.size() / SHOWN);
        }
        int columns = Math.min(COLUMNS, args.length == 2 ? COLUMNS : 5);
        int cell = args.length == 2 ? CELL : 2 * CELL;
        int rows = (indices.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * cell, rows * cell, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        for (int k = 0; k < indices.size(); k++) {
            BufferedImage image = outlined(ImageFiles.read(files.get(indices.get(k))), cell - GAP);
            double scale = Math.min(1.0 * (cell - GAP) / image.getWidth(), 1.0 * (cell - GAP) / image.getHeight());
            int x = k % columns * cell;
            int y = k / columns * cell;
            g.drawImage(image, x, y, (int) (scale * image.getWidth()), (int) (scale * image.getHeight()), null);
            g.setColor(Color.CYAN);
            g.drawString(indices.get(k) + "", x + 4, y + 16);
        }
        g.dispose();
        ImageIO.write(sheet, "png", Path.of(args[1]).toFile());
    }

    /** Enlarged so that outlines are one pixel of the sheet wide, and brightened so that dim nuclei show. */
    private static BufferedImage outlined(ImagePlus image, int size) {
        Img<IntType> labels = ClassicalSegmenter.segment(Planes.of(image, 1).get(0).pixels(),
                SegmentationSettings.DEFAULT);
        int[] values = Mask.labels((ArrayImg<IntType, IntArray>) labels);
        ImageProcessor grey = image.getProcessor().convertToByte(false);
        grey.resetMinAndMax();
        double max = Math.max(1, grey.getStats().max);
        grey.gamma(0.5);
        grey.multiply(255 / Math.max(1, 255 * Math.sqrt(max / 255)));
        int width = grey.getWidth();
        int height = grey.getHeight();
        double scale = Math.min((double) size / width, (double) size / height);
        int w = (int) (scale * width);
        int h = (int) (scale * height);
        grey.setInterpolationMethod(ImageProcessor.BILINEAR);
        ColorProcessor colour = grey.resize(w, h, true).convertToColorProcessor();
        for (int y = 0; y < h - 1; y++) {
            for (int x = 0; x < w - 1; x++) {
                int here = at(values, width, height, x / scale, y / scale);
                if (here != at(values, width, height, (x + 1) / scale, y / scale)
                        || here != at(values, width, height, x / scale, (y + 1) / scale)) {
                    colour.set(x, y, 0xff4040);
                }
            }
        }
        return colour.getBufferedImage();
    }

    private static int at(int[] labels, int width, int height, double x, double y) {
        return labels[Math.min(height - 1, (int) y) * width + Math.min(width - 1, (int) x)];
    }
}
