package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * What the ROI groups of an overlay are called. The classes of an annotation come first, which are in its ROIs. Then
 * ImageJ's own names; it keeps them with the user and not in the image. Where it has none, ROIs that Nucleoscope named
 * by their class tell, see {@link NucleusRoiName}: the class that most ROIs of a group have. So a ROI that a user moved
 * to another group takes that group's name. Each such name goes to one group only, to the one with most ROIs of it.
 * What is left is {@code group N}.
 */
public final class RoiGroupNames {

    private record Vote(int group, String className) {}

    private RoiGroupNames() {}

    /** Names by group, for all groups of the overlay but 0. */
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
     * Tells ImageJ what groups are called, which it then shows for the ROIs of all images; those of other groups stay.
     * ImageJ keeps all names in one string with commas between them: a comma in a name becomes a space.
     *
     * @param names by group, 1 to 255
     */
    public static void setInImageJ(Map<Integer, String> names) {
        names.forEach((group, name) -> Roi.setGroupName(group, name.replace(',', ' ')));
    }
}
