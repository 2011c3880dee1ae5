package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * What the ROI groups of an overlay are called. The classes of an annotation come first, which are in its ROIs. Then
 * ImageJ's own names; it keeps them with the user and not in the image. Where it has none, ROIs that Nucleoscope named
 * {@code <label> <class> <confidence>} tell: the class that most ROIs of a group have. So a ROI that a user moved to
 * another group takes that group's name. Each such name goes to one group only, to the one with most ROIs of it. What
 * is left is {@code group N}.
 */
public final class RoiGroupNames {

    private static final Pattern OWN_NAME = Pattern.compile("\\d+ (.*\\S) [01]\\.\\d\\d");

    private record Vote(int group, String className) {}

    private RoiGroupNames() {}

    /** Names by group, for all groups of the overlay but 0. */
    public static Map<Integer, String> of(Overlay overlay) {
        Map<Integer, String> names = new HashMap<>();
        RoiClasses.of(List.of(overlay.toArray())).ifPresent(
                classes -> classes.byGroup().forEach((group, roiClass) -> names.put(group, roiClass.name())));
        Map<Vote, Integer> votes = new HashMap<>();
        for (Roi roi : overlay.toArray()) {
            int group = roi.getGroup();
            if (names.containsKey(group)) {
                continue;
            }
            String known = Roi.getGroupName(group);
            if (known != null && !known.isBlank()) {
                names.put(group, known);
                continue;
            }
            Matcher matcher = OWN_NAME.matcher(String.valueOf(roi.getName()));
            if (group != 0 && matcher.matches()) {
                votes.merge(new Vote(group, matcher.group(1)), 1, Integer::sum);
            }
        }
        List<Vote> mostFirst = new ArrayList<>(votes.keySet());
        mostFirst.sort(Comparator.<Vote>comparingInt(vote -> -votes.get(vote)).thenComparingInt(Vote::group)
                .thenComparing(Vote::className));
        for (Vote vote : mostFirst) {
            if (!names.containsKey(vote.group) && !names.containsValue(vote.className)) {
                names.put(vote.group, vote.className);
            }
        }
        for (Roi roi : overlay.toArray()) {
            names.putIfAbsent(roi.getGroup(), "group " + roi.getGroup());
        }
        names.remove(0);
        return names;
    }
}
