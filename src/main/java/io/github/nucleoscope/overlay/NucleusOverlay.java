package io.github.nucleoscope.overlay;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.NucleusRoiName;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiOutline;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;

/**
 * Nuclei as ROIs in an image's overlay. Each ROI follows the pixel edges: filled, it covers exactly the mask of the
 * nucleus, including holes and separate pieces.
 */
public final class NucleusOverlay {

    /** The ROI property that distinguishes Nucleoscope's ROIs from the user's. TIFF files keep it. */
    private static final String MARK = "nucleoscope";

    /** The value of the property for the outline of a nucleus; {@link #LEGEND} is that for a part of the legend. */
    private static final String NUCLEUS = "nucleus";
    private static final String LEGEND = "legend";

    private NucleusOverlay() {}

    /**
     * Returns one ROI per classified nucleus, in order: name {@code <label> <class> <confidence>}, ROI group class
     * index + 1, stroke colour of the class. ImageJ's names of the groups are not changed, see {@link #groupNames}.
     * When ImageJ opens a TIFF file it gives grouped ROIs the colours of its own table of group colours.
     *
     * @param image that was classified: determines how the ROIs are positioned in a stack
     * @param channel that was classified, from 1
     * @throws InputException if there are more classes than ROI groups
     */
    public static List<Roi> classified(ClassifiedImage classified, ImagePlus image, int channel) {
        List<NucleusClass> classes = classified.classes();
        if (classes.size() > RoiClasses.GROUPS) {
            throw new InputException("the model has " + classes.size() + " classes but ImageJ only "
                    + RoiClasses.GROUPS + " ROI groups: train with fewer classes");
        }
        List<Roi> templates = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            templates.add(template(i + 1, classes.get(i).rgb()));
        }
        List<Roi> rois = new ArrayList<>();
        for (ClassifiedNucleus nucleus : classified.nuclei()) {
            Prediction prediction = nucleus.prediction();
            NucleusClass nucleusClass = classes.get(prediction.classIndex());
            Roi roi = outline(nucleus.nucleus().mask(), templates.get(prediction.classIndex()));
            roi.setName(NucleusRoiName.of(nucleus.nucleus().label(), nucleusClass.name(), prediction.confidence())
                    .text());
            RoiOutline.place(roi, image, channel, nucleus.z(), nucleus.t());
            rois.add(roi);
        }
        return rois;
    }

    /** Returns the names of the classes by the ROI groups of classified nuclei, from 1. */
    public static Map<Integer, String> groupNames(List<NucleusClass> classes) {
        Map<Integer, String> names = new TreeMap<>();
        classes.forEach(nucleusClass -> names.put(names.size() + 1, nucleusClass.name()));
        return names;
    }

    /**
     * Returns one ROI per nucleus, in order, named by its label, yellow, without a ROI group.
     *
     * @param image that was segmented: determines how the ROIs are positioned in a stack
     * @param channel that was segmented, from 1
     */
    public static List<Roi> segmented(List<SegmentedPlane> planes, ImagePlus image, int channel) {
        Roi template = template(0, 0xFFFF00);
        List<Roi> rois = new ArrayList<>();
        for (SegmentedPlane plane : planes) {
            for (Nucleus nucleus : plane.nuclei()) {
                Roi roi = outline(nucleus.mask(), template);
                roi.setName(NucleusRoiName.of(nucleus.label()).text());
                RoiOutline.place(roi, image, channel, plane.plane().z(), plane.plane().t());
                rois.add(roi);
            }
        }
        return rois;
    }

    /**
     * Returns the legend of the classes: ROIs that a later run replaces, but that are not outlines of nuclei.
     *
     * @param image that was classified
     */
    public static List<Roi> legend(ClassifiedImage classified, ImagePlus image) {
        List<Roi> legend = ClassLegend.of(classified.classes(), image);
        legend.forEach(roi -> roi.setProperty(MARK, LEGEND));
        return legend;
    }

    /** Returns the overlay's ROIs except the legend, in order; none if there is no overlay. */
    public static List<Roi> outlines(ImagePlus image) {
        if (image.getOverlay() == null) {
            return List.of();
        }
        return Arrays.stream(image.getOverlay().toArray()).filter(roi -> !LEGEND.equals(roi.getProperty(MARK)))
                .toList();
    }

    /** Adds ROIs to the image's overlay in place of those of an earlier run. The user's own ROIs are kept. */
    public static void replaceIn(ImagePlus image, List<Roi> rois) {
        Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
        replace(overlay, rois);
        image.setOverlay(overlay);
    }

    /** Adds ROIs to an overlay in place of those of an earlier run. The user's own ROIs are kept. */
    public static void replace(Overlay overlay, List<Roi> rois) {
        // By index: removal by value would also remove a user's ROI of the same shape.
        for (int i = overlay.size() - 1; i >= 0; i--) {
            if (overlay.get(i).getProperty(MARK) != null) {
                overlay.remove(i);
            }
        }
        rois.forEach(overlay::add);
    }

    private static Roi template(int group, int rgb) {
        Roi template = RoiOutline.template(group);
        template.setStrokeColor(new Color(rgb));
        return template;
    }

    private static Roi outline(RandomAccessibleInterval<BitType> mask, Roi template) {
        Roi roi = RoiOutline.of(mask);
        roi.copyAttributes(template);
        roi.setProperty(MARK, NUCLEUS);
        return roi;
    }
}
