package io.github.nucleoscope.images;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;

/**
 * Outlines of the nuclei of an image, in the ROI groups of their classes, as an annotation session saves them in the
 * ROI file of the image.
 *
 * @param image image that the nuclei are in; it decides how ROIs are positioned in a stack
 * @param channel channel that the nuclei were found in, from 1
 * @param classNames names of the ROI groups 1, 2, …
 * @param outlines the nuclei, in the order of the file
 */
public record ClassOutlines(ImagePlus image, int channel, List<String> classNames, List<Outline> outlines) {

    /**
     * Outline of one nucleus.
     *
     * @param mask axes X, Y; its interval is its position in the image
     * @param classIndex index of its class in {@code classNames}, from 0
     * @param z slice, from 1
     * @param t frame, from 1
     */
    public record Outline(RandomAccessibleInterval<BitType> mask, int classIndex, int z, int t) {}

    /**
     * Writes the ROI file next to an image. It counts as a later annotation than the overlay of the image itself.
     *
     * @throws InputException if there are more classes than ROI groups
     */
    public void writeBeside(Path imageFile) throws IOException {
        RoiClasses classes = new RoiClasses(new TreeMap<>());
        List<Roi> templates = new ArrayList<>();
        for (int i = 0; i < classNames.size(); i++) {
            classes = classes.withNamed(i + 1, classNames.get(i));
            Roi template = RoiOutline.template(i + 1);
            template.setStrokeColor(new Color(classes.byGroup().get(i + 1).rgb()));
            templates.add(template);
        }
        List<Roi> rois = new ArrayList<>();
        for (Outline outline : outlines) {
            Roi roi = RoiOutline.of(outline.mask);
            roi.copyAttributes(templates.get(outline.classIndex));
            roi.setName(rois.size() + 1 + " " + classNames.get(outline.classIndex));
            RoiOutline.place(roi, image, channel, outline.z, outline.t);
            RoiClasses.markChanged(roi, System.currentTimeMillis());
            rois.add(roi);
        }
        classes.writeTo(rois);
        RoiZip.write(RoiZip.beside(imageFile), rois.stream().map(RoiZip.Entry::of).toList());
    }
}
