package io.github.nucleoscope.fiji.annotation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashMap;
import java.util.Map;

import ij.gui.Roi;
import io.github.nucleoscope.images.RoiClasses.RoiClass;
import io.github.nucleoscope.images.RoiOutline;

/**
 * The appearance of the ROI of a nucleus: in the colour of its class; dashed, in the colour of the class that a model
 * suggests; yellow if there is neither; thicker if selected. The ROI group is the class, never the suggestion.
 */
final class NucleusLook {

    private static final Color NO_CLASS = Color.YELLOW;
    private static final float[] DASHES = {4, 3};

    private final Annotation annotation;

    /** Number of classes that have keys. */
    private static final int KEYS = 9;

    /**
     * One ROI per group to copy the group from: each call of {@code setGroup} looks for ImageJ's table of group colours
     * in its folder and complains in the Log if there is none. The Log window would then take the keyboard focus, so it
     * must not open later.
     */
    private final Map<Integer, Roi> templates = new HashMap<>();

    NucleusLook(Annotation annotation) {
        this.annotation = annotation;
        for (int group = 0; group <= KEYS; group++) {
            templates.put(group, template(group));
        }
    }

    /** Applies the appearance during annotation. */
    void apply(int nucleus, Roi roi) {
        int suggested = annotation.suggested(nucleus);
        boolean isSelected = nucleus == annotation.selected();
        apply(roi, annotation.group(nucleus), suggested > 0 ? suggested : annotation.group(nucleus));
        if (suggested > 0 || isSelected) {
            // Width in screen pixels, at any magnification.
            roi.setUnscalableStrokeWidth(1);
            roi.setStroke(new BasicStroke(isSelected ? 3 : 1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
                    suggested > 0 ? DASHES : null, 0));
        }
    }

    /** Applies the appearance for saving: without suggestion and selection. */
    void applySaved(int nucleus, Roi roi) {
        apply(roi, annotation.group(nucleus), annotation.group(nucleus));
    }

    private void apply(Roi roi, int group, int shown) {
        Roi template = templates.computeIfAbsent(group, NucleusLook::template);
        RoiClass roiClass = annotation.classes().byGroup().get(shown);
        template.setStrokeColor(roiClass == null ? NO_CLASS : new Color(roiClass.rgb()));
        template.setName(roi.getName());
        roi.copyAttributes(template);
    }

    private static Roi template(int group) {
        Roi template = RoiOutline.template(group);
        template.setStrokeWidth(0);
        return template;
    }
}
