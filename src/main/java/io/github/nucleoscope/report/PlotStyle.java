package io.github.nucleoscope.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;

import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.XYPlot;

/** The common style of all plots. Colours: Okabe and Ito (2008), which colour-blind readers can tell apart. */
final class PlotStyle {

    /** The colour of training. */
    static final Color BLUE = new Color(0x0072B2);
    /** The colour of validation. */
    static final Color VERMILION = new Color(0xD55E00);
    /** The colour of chance and of frames. */
    static final Color GREY = new Color(0x666666);

    private static final Color GRID = new Color(0xE4E4E4);

    private PlotStyle() {}

    /** Makes a plot white, with a light grid and a grey frame. */
    static void apply(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1f));
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        plot.setOutlinePaint(GREY);
    }

    /** Labels a marker in black on a translucent background, so that lines behind it do not make it unreadable. */
    static void label(Marker marker, String text, Font font) {
        marker.setLabel(text);
        marker.setLabelFont(font);
        marker.setLabelPaint(Color.BLACK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 200));
    }

    /** The stroke of lines across the plot. */
    static BasicStroke dashes() {
        return new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {7, 5}, 0);
    }
}
