package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.io.FileInfo;

/**
 * Names of the channels of an image. ImageJ does not define a place for them, but they are found in two:
 *
 * <ul>
 * <li>the label of each channel's first plane, which ImageJ shows above the image ({@code Image > Stacks > Set Label}),
 * keeps in TIFF files, and writes itself ({@code Red}, {@code Green}, {@code Blue} of a colour image made a stack);
 * <li>the OME-XML that Bio-Formats leaves in the description of the file: there the labels are only
 * {@code c:1/3; z:1/5 - image}, with the image's name.
 * </ul>
 */
public final class ChannelNames {

    /** What Bio-Formats puts before the image's name: the position of the plane in its stack. */
    private static final Pattern POSITION = Pattern.compile("^\\w+:\\d+/\\d+([;,] *\\w+:\\d+/\\d+)*( - )?");

    private static final Pattern PIXELS = Pattern.compile("<(?:\\w+:)?Pixels\\b.*?</(?:\\w+:)?Pixels>",
            Pattern.DOTALL);
    private static final Pattern CHANNEL = Pattern.compile("<(?:\\w+:)?Channel\\b([^>]*)>");
    private static final Pattern NAME = Pattern.compile("\\bName=(?:\"([^\"]*)\"|'([^']*)')");

    private ChannelNames() {}

    /**
     * Returns the names of all channels, in order; a channel without a name is called by its number.
     *
     * @return the names; empty if the image has only one channel, or no channel names
     */
    public static List<String> of(ImagePlus image) {
        if (image.getNChannels() < 2) {
            return List.of();
        }
        List<String> labels = labels(image);
        return labels.isEmpty() ? omeNames(image) : labels;
    }

    /**
     * Returns all channels, in order, by their names; by its number a channel whose name does not identify it in a
     * list: one that has none, that another channel also has, or that means something else there.
     */
    public static List<Channel> channels(ImagePlus image) {
        List<String> names = of(image);
        List<Channel> channels = new ArrayList<>();
        for (int number = 1; number <= image.getNChannels(); number++) {
            channels.add(!names.isEmpty() && identifies(names, number) ? new Channel(names.get(number - 1))
                    : Channel.of(number));
        }
        return channels;
    }

    private static boolean identifies(List<String> names, int number) {
        String name = names.get(number - 1);
        // A small number is that of a channel, whatever the channels are called.
        boolean isNumber = name.matches("[+-]?\\d{1,9}") && Integer.parseInt(name) <= names.size();
        return !isNumber && !name.contains(",") && ChannelRequest.of(name) instanceof ChannelSelection.Listed
                && names.stream().filter(name::equalsIgnoreCase).count() == 1;
    }

    private static List<String> labels(ImagePlus image) {
        List<String> names = new ArrayList<>();
        for (int channel = 1; channel <= image.getNChannels(); channel++) {
            String label = image.getStack().getSliceLabel(image.getStackIndex(channel, 1, 1));
            names.add(label == null ? "" : POSITION.matcher(label.lines().findFirst().orElse("")).replaceFirst("")
                    .strip());
        }
        // A label that all planes share is the name of the image.
        return new HashSet<>(names).size() < 2 ? List.of() : numbered(names);
    }

    /** For files with several images: names are used if all images with this number of channels agree on them. */
    private static List<String> omeNames(ImagePlus image) {
        FileInfo info = image.getOriginalFileInfo();
        String xml = info == null ? "" : Objects.toString(info.description, "");
        HashSet<List<String>> found = new HashSet<>();
        Matcher pixels = PIXELS.matcher(xml);
        while (pixels.find()) {
            List<String> names = new ArrayList<>();
            Matcher channel = CHANNEL.matcher(pixels.group());
            while (channel.find()) {
                Matcher name = NAME.matcher(channel.group(1));
                names.add(!name.find() ? "" : text(name.group(1) == null ? name.group(2) : name.group(1)));
            }
            if (names.size() == image.getNChannels()) {
                found.add(names);
            }
        }
        List<String> names = found.size() == 1 ? found.iterator().next() : List.of();
        return Collections.frequency(names, "") == names.size() ? List.of() : numbered(names);
    }

    private static String text(String xml) {
        return xml.replace("&quot;", "\"").replace("&apos;", "'").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&").strip();
    }

    private static List<String> numbered(List<String> names) {
        List<String> all = new ArrayList<>(names);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isEmpty()) {
                all.set(i, Integer.toString(i + 1));
            }
        }
        return List.copyOf(all);
    }
}
