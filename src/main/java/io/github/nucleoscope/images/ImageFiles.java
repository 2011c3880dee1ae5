package io.github.nucleoscope.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;

/**
 * Reads and writes image files, with or without a window. ImageJ's own readers show dialogs, write to the Log or pad
 * with zeros if a file is damaged; here every failure is an {@link InputException}.
 */
public final class ImageFiles {

    private static final Set<String> EXTENSIONS = Set.of("png", "tif", "tiff", "jpg", "jpeg", "bmp", "gif", "pgm");

    private static final String KINDS = "save it as TIFF or PNG";

    /** More than a file system keeps within its own tables. */
    private static final int PROBE = 1 << 16;

    private ImageFiles() {}

    /**
     * Reads an image. The first bytes of the file determine its format: PNG, TIFF (through ImageJ: stacks, hyperstacks,
     * overlays and calibration included), JPEG, BMP, GIF (its first frame) or PGM.
     *
     * @return the image, titled with the file name; it is not shown
     * @throws InputException if there is no such file, or if it is empty, damaged, truncated or of another format
     */
    public static ImagePlus read(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file, "is a folder, not an image file");
        }
        if (file.toString().indexOf('\ufffd') >= 0) {
            throw new InputException(file,
                    "its name has letters that this system's locale does not know: set LC_ALL=C.UTF-8");
        }
        if (!Files.exists(file)) {
            throw new InputException(file, "there is no such file");
        }
        try {
            ImagePlus image = open(file, firstBytes(file));
            image.setTitle(file.getFileName().toString());
            return image;
        } catch (InputException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new InputException(file, "cannot be read (" + FileProblem.of(e) + ")", e);
        } catch (IOException | RuntimeException e) {
            // On a damaged file, the readers of ImageJ and Java may throw anything, from EOFException to
            // NegativeArraySizeException.
            throw new InputException(file, "cannot be read, it is damaged (" + oneLine(e) + ")", e);
        } catch (OutOfMemoryError e) {
            throw new InputException(file, "is damaged, or needs more memory than Java has: start Java with"
                    + " a larger -Xmx", e);
        }
    }

    private static ImagePlus open(Path file, byte[] start) throws IOException {
        if (start.length == 0) {
            throw new InputException(file, "is empty");
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return TiffFile.read(file);
        }
        if (text.startsWith("P2") || text.startsWith("P5")) {
            return PgmFile.read(file);
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return JavaImageFile.read(file, "png");
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JavaImageFile.read(file, "jpeg");
        }
        if (text.startsWith("GIF8")) {
            return JavaImageFile.read(file, "gif");
        }
        if (text.startsWith("BM")) {
            return JavaImageFile.read(file, "bmp");
        }
        throw new InputException(file, "is not an image of a format that Nucleoscope reads: " + KINDS);
    }

    private static byte[] firstBytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }

    /**
     * Lists the image files of a folder, sorted by name: those that end in png, tif, tiff, jpg, jpeg, bmp, gif or pgm,
     * in any case. Hidden files and subfolders are skipped.
     *
     * @throws InputException if there is no such folder, or it cannot be read
     */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder, Files.exists(folder) ? "is not a folder" : "there is no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ImageFiles::isImageFile)
                    .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException e) {
            throw new InputException(folder, "the folder cannot be read (" + FileProblem.of(e) + ")", e);
        }
    }

    /** Returns the name of a file without folder and extension. */
    public static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean isImageFile(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        // Files copied from a Mac come with "._name.tif" files: names with a leading dot are skipped on Windows too.
        return name.indexOf('.') > 0 && EXTENSIONS.contains(extension) && Files.isRegularFile(file)
                && !file.toFile().isHidden();
    }

    /**
     * Saves an image as TIFF, with its calibration and overlay. It is written to a temporary file in the same folder,
     * which is then moved, so that the file is never incomplete; an existing file of this name is replaced.
     *
     * @throws InputException if it cannot be written
     */
    public static void saveTiff(ImagePlus image, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new InputException(file, "cannot be written: it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(file, "cannot be written: the folder does not exist");
        }
        try {
            AtomicFile.make(file, temporary -> write(image, file, temporary));
        } catch (IOException e) {
            throw new InputException(file, "cannot be written (" + FileProblem.of(e) + ")", e);
        }
    }

    private static void write(ImagePlus image, Path file, Path temporary) throws IOException {
        // ImageJ reports what it cannot write in messages of its own, without the reason.
        Files.write(temporary, new byte[PROBE]);
        long pixels = (long) image.getWidth() * image.getHeight() * image.getStackSize();
        requireSpace(pixels * (image.getType() == ImagePlus.COLOR_RGB ? 3 : image.getBytesPerPixel()), file, temporary);
        // FileSaver renames the image after the file that it writes; the copy shares the pixels and the overlay.
        ImagePlus copy = image.getStackSize() > 1
                ? new ImagePlus(file.getFileName().toString(), image.getStack())
                : new ImagePlus(file.getFileName().toString(), image.getProcessor());
        copy.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        copy.setOpenAsHyperStack(image.isHyperStack());
        copy.setCalibration(image.getCalibration());
        copy.setOverlay(image.getOverlay());
        copy.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        copy.setProperty("Info", image.getProperty("Info"));
        FileSaver saver = new FileSaver(copy);
        boolean saved = image.getStackSize() > 1
                ? saver.saveAsTiffStack(temporary.toString())
                : saver.saveAsTiff(temporary.toString());
        if (!saved) {
            throw new InputException(file, "cannot be written: is the disk full?");
        }
    }

    private static void requireSpace(long bytes, Path file, Path temporary) {
        long left;
        try {
            left = Files.getFileStore(temporary).getUsableSpace();
        } catch (IOException e) {
            return; // Some drives cannot tell.
        }
        // Others report 0; if nothing were left, nothing could be written to the temporary file.
        if (left > 0 && left < bytes) {
            throw new InputException(file, String.format(Locale.ROOT,
                    "cannot be written: it takes %.1f MB, and the disk has %.1f left", bytes / 1e6, left / 1e6));
        }
    }
}
