package io.github.nucleoscope.images;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import ij.gui.Roi;
import io.github.nucleoscope.problem.InputException;

/**
 * Meaning of the ROI groups of an annotated image. ImageJ stores names of groups in the user's preferences, and assigns
 * its own group colours when it opens a file; annotations therefore store their classes in a property of each ROI,
 * which is kept in TIFF and ROI files.
 *
 * @param byGroup classes by ROI group, 1 to 255
 */
public record RoiClasses(SortedMap<Integer, RoiClass> byGroup) {

    /** Largest number of a ROI group in ImageJ. */
    public static final int GROUPS = 255;

    /** Colours that colour-blind readers can tell apart on dark images (Okabe and Ito, 2008). */
    private static final int[] PALETTE = {0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xCC79A7, 0xD55E00, 0x0072B2};

    /** Property that holds all classes. */
    private static final String CLASSES = "nucleoscope_classes";

    /** Property that holds the time of the last change of the ROI's group, in milliseconds since 1970. */
    private static final String CHANGED = "nucleoscope_changed";

    /**
     * One class.
     *
     * @param name name of the class, not blank
     * @param rgb colour of the outlines, 0xRRGGBB
     */
    public record RoiClass(String name, int rgb) {

        public RoiClass {
            if (name.isBlank()) {
                throw new InputException("a class of nuclei has no name: give it one");
            }
            if (rgb < 0 || rgb > 0xFFFFFF) {
                throw new InputException("class '" + name + "' has the colour " + rgb + ", not one from 0 to 16777215");
            }
        }
    }

    /** @throws InputException if a group is not between 1 and 255, or if two classes have the same name */
    public RoiClasses {
        byGroup = Collections.unmodifiableSortedMap(new TreeMap<>(byGroup));
        List<String> names = new ArrayList<>();
        byGroup.forEach((group, roiClass) -> {
            if (group < 1 || group > GROUPS) {
                throw new InputException("there is no ROI group " + group + ": ImageJ has 1 to " + GROUPS);
            }
            if (names.contains(roiClass.name())) {
                throw new InputException("two classes are named \"" + roiClass.name() + "\": rename one");
            }
            names.add(roiClass.name());
        });
    }

    /** Returns these classes with one added, or with the class of this group replaced. */
    public RoiClasses with(int group, RoiClass roiClass) {
        SortedMap<Integer, RoiClass> more = new TreeMap<>(byGroup);
        more.put(group, roiClass);
        return new RoiClasses(more);
    }

    /**
     * Returns these classes with one added, in the default colour of its group.
     *
     * @param name name of the class; its group is appended if the name is taken
     */
    public RoiClasses withNamed(int group, String name) {
        return with(group, new RoiClass(groupOf(name) == 0 ? name : name + " (" + group + ")",
                PALETTE[(group - 1) % PALETTE.length]));
    }

    /** Returns the names of the classes, by group. */
    public SortedMap<Integer, String> names() {
        SortedMap<Integer, String> names = new TreeMap<>();
        byGroup.forEach((group, roiClass) -> names.put(group, roiClass.name()));
        return names;
    }

    /** Returns the lowest group without a class. */
    public int lowestFree() {
        int group = 1;
        while (byGroup.containsKey(group)) {
            group++;
        }
        return group;
    }

    /** Returns the group of the class with this name; 0 if there is none. */
    public int groupOf(String name) {
        return byGroup.entrySet().stream().filter(entry -> entry.getValue().name().equals(name))
                .mapToInt(SortedMap.Entry::getKey).findFirst().orElse(0);
    }

    /** Stores the classes in ROIs. */
    public void writeTo(Collection<Roi> rois) {
        String text = toText();
        rois.forEach(roi -> roi.setProperty(CLASSES, text));
    }

    /** ASCII without backslashes and line ends: ImageJ's reader and writer of properties disagree on all others. */
    private String toText() {
        StringBuilder text = new StringBuilder();
        byGroup.forEach((group, roiClass) -> text.append(text.isEmpty() ? "" : "; ").append(group)
                .append(String.format(" %06X ", roiClass.rgb()))
                .append(URLEncoder.encode(roiClass.name(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** Records the time at which the group of a ROI was changed. */
    public static void markChanged(Roi roi, long millis) {
        roi.setProperty(CHANGED, String.valueOf(millis));
    }

    /**
     * Returns when the group of any of the ROIs was last changed in an annotation, in milliseconds since 1970; 0 if
     * never.
     *
     * @throws InputException if the property is damaged
     */
    public static long lastChange(Collection<Roi> rois) {
        long last = 0;
        for (Roi roi : rois) {
            String text = roi.getProperty(CHANGED);
            if (text != null) {
                try {
                    last = Math.max(last, Long.parseLong(text));
                } catch (NumberFormatException e) {
                    throw damaged(CHANGED, text, e);
                }
            }
        }
        return last;
    }

    /**
     * Returns the classes stored in the first annotated ROI; empty if none is annotated.
     *
     * @throws InputException if the property is damaged
     */
    public static Optional<RoiClasses> of(Collection<Roi> rois) {
        return rois.stream().map(roi -> roi.getProperty(CLASSES)).filter(text -> text != null).findFirst()
                .map(RoiClasses::parse);
    }

    private static RoiClasses parse(String text) {
        SortedMap<Integer, RoiClass> classes = new TreeMap<>();
        try {
            for (String entry : text.split("; ")) {
                String[] parts = entry.split(" ", -1);
                if (parts.length != 3) {
                    throw new InputException(parts.length + " parts");
                }
                classes.put(Integer.parseInt(parts[0]), new RoiClass(
                        URLDecoder.decode(parts[2], StandardCharsets.UTF_8), Integer.parseInt(parts[1], 16)));
            }
            return new RoiClasses(classes);
        } catch (InputException | IllegalArgumentException e) {
            throw damaged(CLASSES, text, e);
        }
    }

    private static InputException damaged(String property, String text, Exception cause) {
        String start = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new InputException("the property " + property + " of a ROI is damaged: '"
                + start.replaceAll("\\s", " ") + "'; remove the overlay or the ROI file, and annotate again", cause);
    }
}
