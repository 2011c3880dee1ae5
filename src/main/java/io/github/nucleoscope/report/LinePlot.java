package io.github.nucleoscope.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A plot of curves in one pair of axes. Points that are not finite, or that a logarithmic axis cannot show, are
 * omitted. Needs no display.
 *
 * @param title above the plot
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param curves in the order of the legend, at most {@value #MOST_CURVES}
 * @param marks straight lines across
 */
record LinePlot(String title, Axis x, Axis y, List<Curve> curves, List<Mark> marks) {

    static final int MOST_CURVES = 8;

    private static final int WIDTH = 760;
    private static final int HEIGHT = 480;
    /** Okabe and Ito (2008), which colour-blind readers can tell apart. */
    private static final Color[] COLOURS = {new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
        new Color(0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9), Color.BLACK, PlotStyle.GREY};

    /** An axis with its label and its scale. */
    record Axis(String label, Scale scale) {
        enum Scale { LINEAR, COUNT, LOGARITHMIC }
    }

    /**
     * A curve.
     *
     * @param points whether its points are shown
     */
    record Curve(String name, double[] x, double[] y, boolean points) {}

    /** A line across the plot at a value of an axis, with a label. */
    record Mark(boolean vertical, double value, String label) {}

    LinePlot {
        curves = List.copyOf(curves);
        marks = List.copyOf(marks);
        if (curves.size() > MOST_CURVES) {
            throw new IllegalArgumentException(curves.size() + " curves in a plot that can show " + MOST_CURVES);
        }
    }

    /** A PNG file of 760 x 480 pixels. */
    byte[] png() {
        return Pictures.png(draw());
    }

    /** 760 x 480 pixels, RGB. */
    BufferedImage draw() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        graphics.dispose();
        return image;
    }

    private JFreeChart chart() {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (int c = 0; c < curves.size(); c++) {
            Curve curve = curves.get(c);
            XYSeries series = new XYSeries(curve.name(), false, true);
            for (int i = 0; i < curve.x().length; i++) {
                if (canShow(x, curve.x()[i]) && canShow(y, curve.y()[i])) {
                    series.add(curve.x()[i], curve.y()[i]);
                }
            }
            data.addSeries(series);
            renderer.setSeriesPaint(c, COLOURS[c]);
            renderer.setSeriesStroke(c, new BasicStroke(2.5f));
            renderer.setSeriesShapesVisible(c, curve.points());
        }
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
        ValueAxis horizontal = axis(x, font);
        ValueAxis vertical = axis(y, font);
        XYPlot plot = new XYPlot(data, horizontal, vertical, renderer);
        PlotStyle.apply(plot);
        plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
        int row = 0;
        for (Mark mark : marks) {
            add(plot, mark, row, font.deriveFont(15f));
            row += mark.vertical() ? 1 : 0;
        }
        JFreeChart chart = new JFreeChart(title, font.deriveFont(Font.BOLD, 19f), plot, true);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(font);
        chart.getLegend().setFrame(BlockBorder.NONE);
        chart.setPadding(new RectangleInsets(8, 10, 8, 20));
        return chart;
    }

    private static boolean canShow(Axis axis, double value) {
        return Double.isFinite(value) && (axis.scale() != Axis.Scale.LOGARITHMIC || value > 0);
    }

    private static ValueAxis axis(Axis axis, Font font) {
        ValueAxis shown;
        if (axis.scale() == Axis.Scale.LOGARITHMIC) {
            LogAxis logarithmic = new LogAxis(axis.label());
            logarithmic.setTickUnit(new NumberTickUnit(1));
            logarithmic.setNumberFormatOverride(new PowerFormat());
            shown = logarithmic;
        } else {
            NumberAxis linear = new NumberAxis(axis.label());
            linear.setAutoRangeIncludesZero(axis.scale() == Axis.Scale.LINEAR);
            if (axis.scale() == Axis.Scale.COUNT) {
                linear.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
            }
            shown = linear;
        }
        shown.setLabelFont(font);
        shown.setTickLabelFont(font.deriveFont(15f));
        return shown;
    }

    /** @param row number of vertical marks so far: their labels are placed below each other */
    private static void add(XYPlot plot, Mark mark, int row, Font font) {
        ValueMarker marker = new ValueMarker(mark.value(), PlotStyle.GREY, PlotStyle.dashes());
        PlotStyle.label(marker, mark.label(), font);
        if (mark.vertical()) {
            marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
            marker.setLabelOffset(new RectangleInsets(4 + 22 * row, 6, 4, 6));
            plot.addDomainMarker(marker);
        } else {
            marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
            plot.addRangeMarker(marker);
        }
    }
}
