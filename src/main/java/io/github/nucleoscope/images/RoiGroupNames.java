package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * Names of the ROI groups of an overlay. The classes of an annotation, stored in its ROIs, come first, then ImageJ's
 * own names, which belong to the user rather than the image. Otherwise, ROIs named by Nucleoscope after their class
 * (see {@link NucleusRoiName}) vote: a group takes the class of most of its ROIs. A ROI that a user moved to another
 * group thus takes on the name of that group. Each such name goes to one group only, the one with most ROIs of that
 * class. The remaining groups are called {@code group N}.
 */
public final class RoiGroupNames {

    private record Vote(int group, String className) {}

    private RoiGroupNames() {}

    /** Returns names by group, for all groups of the overlay except 0. */
    public static Map<Integer, String> of(Overlay overlay) {
        Map<Integer, String> names = new HashMap<>();
        RoiClasses.of(List.of(overlay.toArray())).ifPresent(classes -> names.putAll(classes.names()));
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
            if (group != 0) {
                NucleusRoiName.parse(roi.getName()).flatMap(NucleusRoiName::classified).ifPresent(
                        said -> votes.merge(new Vote(group, said.className()), 1, Integer::sum));
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

    /**
     * Sets ImageJ's names of groups, which it shows for the ROIs of all images; other groups keep their names. ImageJ
     * stores all names in one string separated by commas: a comma in a name becomes a space.
     *
     * @param names names by group, 1 to 255
     */
    public static void setInImageJ(Map<Integer, String> names) {
        names.forEach((group, name) -> Roi.setGroupName(group, name.replace(',', ' ')));
    }
}
