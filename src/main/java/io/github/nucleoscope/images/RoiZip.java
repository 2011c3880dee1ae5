package io.github.nucleoscope.images;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import io.github.nucleoscope.problem.InputException;

/** ROI files of ImageJ's ROI Manager: zip archives of ROIs. The file that belongs to an image is next to it. */
public final class RoiZip {

    private static final int MOST_ROIS = 1_000_000;
    private static final int LARGEST_ROI = 8 << 20;
    private static final long LARGEST_SUM = 1L << 30;

    /** Bytes of a ROI's header, after which its coordinates follow. */
    private static final int HEADER = RoiDecoder.COORDINATES;

    /** Replaces text and image ROIs: decoding them needs fonts and codecs, and they do not outline anything. */
    private static final Roi NO_OUTLINE = new Line(0, 0, 0, 0);

    private RoiZip() {}

    /**
     * One ROI of a file.
     *
     * @param name its name in ImageJ; names of zip entries are unique nevertheless
     * @param bytes as written by RoiEncoder
     */
    public record Entry(String name, byte[] bytes) {

        /** Returns the entry for a ROI in its current state. */
        public static Entry of(Roi roi) {
            return new Entry(roi.getName() == null ? "nucleus" : roi.getName(), RoiEncoder.saveAsByteArray(roi));
        }
    }

    /** Returns the ROI file of an image: {@code cells_ROIs.zip} next to {@code cells.tif}. */
    public static Path beside(Path image) {
        return image.resolveSibling(ImageFiles.baseName(image) + "_ROIs.zip");
    }

    /**
     * Replaces the overlay of an image by the ROIs of the file next to it, if there is one and its annotation is later
     * than that of the overlay.
     *
     * @throws IOException if the file cannot be used; the message is one line that names it
     */
    public static void attachIfLater(ImagePlus image, Path imageFile) throws IOException {
        Path zip = beside(imageFile);
        if (!Files.exists(zip)) {
            return;
        }
        List<Roi> rois = read(zip, image.getWidth(), image.getHeight());
        if (isLater(rois, image.getOverlay() == null ? List.of() : List.of(image.getOverlay().toArray()))) {
            Overlay overlay = new Overlay();
            rois.forEach(overlay::add);
            image.setOverlay(overlay);
        }
    }

    /**
     * Returns whether an annotation continues from these ROIs and not from the overlay: they have groups, and the
     * overlay has none, or older ones.
     */
    public static boolean isLater(Collection<Roi> rois, Collection<Roi> overlay) {
        return hasGroups(rois)
                && (!hasGroups(overlay) || RoiClasses.lastChange(rois) > RoiClasses.lastChange(overlay));
    }

    private static boolean hasGroups(Collection<Roi> rois) {
        return rois.stream().anyMatch(roi -> roi.getGroup() > 0);
    }

    /** Writes a ROI file, completely or not at all. */
    public static void write(Path file, List<Entry> rois) throws IOException {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            int number = 0;
            for (Entry roi : rois) {
                // The ROI Manager names ROIs after their entries.
                zip.putNextEntry(new ZipEntry(String.format("%05d %s.roi", ++number,
                        roi.name.replaceAll("[/\\\\\\p{Cntrl}]", "_"))));
                zip.write(roi.bytes);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    /**
     * Reads a ROI file. Entries that are not ROIs are skipped, as in the ROI Manager; so are text and image ROIs, which
     * do not outline anything.
     *
     * @param width width of the image that the ROIs belong to, in pixels
     * @param height height of that image, in pixels
     * @throws InputException if the file does not exist, is damaged, much too large, or belongs to a larger image
     */
    public static List<Roi> read(Path file, int width, int height) {
        Rectangle near = new Rectangle(-width, -height, 3 * width, 3 * height);
        List<Roi> rois = new ArrayList<>();
        forEach(file, (name, roi) -> {
            if (roi == NO_OUTLINE) {
                return;
            }
            if (!near.contains(roi.getBounds())) {
                throw new InputException(file, "'" + name + "' is far outside the image of " + width + " x "
                        + height + " pixels: does the file belong to another image? Move it away");
            }
            rois.add(roi);
        });
        return rois;
    }

    /**
     * Reads all ROIs of a file, wherever they are, for {@link RoiLabels}, which leaves out those that outline nothing
     * in the image. The n-th ROI is the n-th of the file; text and image ROIs become ROIs without an area.
     *
     * @throws InputException if the file does not exist, is damaged or much too large
     */
    public static List<Roi> readAll(Path file) {
        List<Roi> rois = new ArrayList<>();
        forEach(file, (name, roi) -> rois.add(roi));
        return rois;
    }

    private interface Reader {
        void read(String entry, Roi roi);
    }

    private static void forEach(Path file, Reader reader) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ROIS) {
                throw new InputException(file, "holds " + zip.size() + " entries: this is not a ROI file");
            }
            Map<Integer, Roi> groups = new HashMap<>();
            long sum = 0;
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().endsWith(".roi")) {
                    continue;
                }
                byte[] bytes = bytes(file, zip, entry);
                sum += bytes.length;
                if (sum > LARGEST_SUM) {
                    throw new InputException(file, "its ROIs are larger than 1 GB: this is not a ROI file");
                }
                if (!isPlausible(bytes)) {
                    throw damaged(file, entry.getName(), null);
                }
                int subtype = ByteBuffer.wrap(bytes).getShort(RoiDecoder.SUBTYPE);
                if (subtype == RoiDecoder.TEXT || subtype == RoiDecoder.IMAGE) {
                    reader.read(entry.getName(), NO_OUTLINE);
                    continue;
                }
                int group = takeGroup(bytes);
                Roi roi = decode(file, entry.getName(), bytes);
                if (group > 0) {
                    putIn(groups.computeIfAbsent(group, RoiOutline::template), roi);
                }
                reader.read(entry.getName(), roi);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file, "there is no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            // ZipFile throws an IllegalArgumentException on names that are not UTF-8.
            throw new InputException(file, "cannot be read as a ROI file (" + reason(e) + "): move it away", e);
        }
    }

    private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LARGEST_ROI + 1);
            if (bytes.length > LARGEST_ROI) {
                throw new InputException(file, "'" + entry.getName() + "' is larger than "
                        + (LARGEST_ROI >> 20) + " MB: this is not a ROI");
            }
            CRC32 crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) {
                throw damaged(file, entry.getName(), null);
            }
            return bytes;
        }
    }

    /**
     * Removes the group. The decoder would replace the colour of the ROI by ImageJ's colour of the group, and look for
     * the table of these colours again for each ROI, with a line in the Log if there is none.
     */
    private static int takeGroup(byte[] roi) {
        int second = ByteBuffer.wrap(roi).getInt(RoiDecoder.HEADER2_OFFSET);
        int place = second + RoiDecoder.GROUP;
        if (second <= 0 || place <= 0 || place >= roi.length) {
            return 0;
        }
        int group = roi[place] & 0xff;
        roi[place] = 0;
        return group;
    }

    /** Attributes can only be copied together: the group is the template's, all others are the ROI's own. */
    private static void putIn(Roi template, Roi roi) {
        template.setStrokeColor(roi.getStrokeColor());
        template.setFillColor(roi.getFillColor());
        template.setStrokeWidth(roi.getStrokeWidth());
        template.setName(roi.getName());
        roi.copyAttributes(template);
    }

    private static Roi decode(Path file, String name, byte[] bytes) {
        Roi roi;
        try {
            roi = new RoiDecoder(bytes, name.substring(name.lastIndexOf('/') + 1)).getRoi();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // On a damaged ROI, the decoder may throw anything, such as ArrayIndexOutOfBoundsException.
            throw damaged(file, name, e);
        }
        if (roi == null) {
            throw damaged(file, name, null);
        }
        return roi;
    }

    /** The decoder allocates as much as the header asks for. */
    private static boolean isPlausible(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != 'I' || bytes[1] != 'o' || bytes[2] != 'u' || bytes[3] != 't') {
            return false;
        }
        ByteBuffer roi = ByteBuffer.wrap(bytes);
        long composite = roi.getInt(RoiDecoder.SHAPE_ROI_SIZE);
        if (composite > 0) {
            return HEADER + 4 * composite <= bytes.length && namesFit(roi);
        }
        long points = roi.getShort(RoiDecoder.N_COORDINATES) & 0xffff;
        if (points == 0) {
            points = roi.getInt(RoiDecoder.SIZE);
        }
        // Rectangles (1), ovals (2) and straight lines (3) store other values there.
        int type = bytes[RoiDecoder.TYPE];
        boolean isOfPoints = type < 1 || type > 3;
        return (!isOfPoints || points >= 0 && HEADER + 4 * points <= bytes.length) && namesFit(roi);
    }

    private static boolean namesFit(ByteBuffer roi) {
        int second = roi.getInt(RoiDecoder.HEADER2_OFFSET);
        if (second <= 0 || second > roi.capacity() - RoiDecoder.ROI_PROPS_LENGTH - 4) {
            return true;
        }
        long name = roi.getInt(second + RoiDecoder.NAME_LENGTH);
        long properties = roi.getInt(second + RoiDecoder.ROI_PROPS_LENGTH);
        return name >= 0 && properties >= 0 && 2 * (name + properties) <= roi.capacity();
    }

    private static InputException damaged(Path file, String name, Throwable cause) {
        return new InputException(file, "'" + name.replaceAll("\\p{Cntrl}", "?")
                + "' in it is damaged or not a ROI: move the file away, or save it again in ImageJ", cause);
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
