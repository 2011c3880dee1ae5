package io.github.nucleoscope.overlay;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.nucleoscope.classifier.NucleusClass;

/** A legend in the top left corner of an image: the names of the classes in their colours, on black. */
final class ClassLegend {

    private static final Color BACKGROUND = new Color(0, 0, 0, 140);

    private ClassLegend() {}

    /**
     * Returns a ROI for the background and one per class, all without a ROI group and on all planes.
     *
     * @param image whose height determines the font size: 1/24 of it, 9 to 48 pixels
     */
    static List<Roi> of(List<NucleusClass> classes, ImagePlus image) {
        int size = Math.max(9, Math.min(48, image.getHeight() / 24));
        int margin = size / 2;
        Font font = new Font(Font.SANS_SERIF, Font.BOLD, size);
        List<Roi> names = new ArrayList<>();
        int width = 0;
        int y = margin;
        for (NucleusClass nucleusClass : classes) {
            TextRoi name = new TextRoi(2 * margin, y, nucleusClass.name(), font);
            name.setGroup(0);
            name.setStrokeColor(new Color(nucleusClass.rgb()));
            name.setAntiAlias(true);
            name.setName("legend " + nucleusClass.name());
            Rectangle bounds = name.getBounds();
            width = Math.max(width, bounds.width);
            y += bounds.height;
            names.add(name);
        }
        Roi background = new Roi(margin, margin, width + 2 * margin, y - margin);
        background.setGroup(0);
        background.setStrokeColor(null);
        background.setFillColor(BACKGROUND);
        background.setName("legend");
        List<Roi> legend = new ArrayList<>(List.of(background));
        legend.addAll(names);
        return legend;
    }
}
