package io.github.nucleoscope.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

import io.github.nucleoscope.check.DataCurve;
import io.github.nucleoscope.evaluation.Interval;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Plots the learning curve against the number of training crops, with its intervals. Needs no display. */
public final class DataCurvePlot {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 440;

    private DataCurvePlot() {}

    /**
     * Draws the curve.
     *
     * @param classes number of classes: the balanced accuracy of chance is 1 / classes
     * @return 800 x 440 pixels, RGB
     */
    public static BufferedImage draw(DataCurve curve, int classes) {
        YIntervalSeries series = new YIntervalSeries("balanced accuracy on unseen crops");
        for (DataCurve.Point point : curve.points()) {
            boolean hasInterval = !point.ci95().equals(Interval.UNDEFINED);
            series.add(point.trainSize(), point.balancedAccuracy(),
                    hasInterval ? point.ci95().low() : point.balancedAccuracy(),
                    hasInterval ? point.ci95().high() : point.balancedAccuracy());
        }
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        data.addSeries(series);
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        NumberAxis sizes = new NumberAxis("Training crops");
        sizes.setLowerBound(0);
        sizes.setRange(0, 1.08 * curve.points().get(curve.points().size() - 1).trainSize());
        NumberAxis values = new NumberAxis("Balanced accuracy");
        values.setRange(0, 1.02);
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDefaultLinesVisible(true);
        renderer.setDrawXError(false);
        renderer.setSeriesPaint(0, PlotStyle.BLUE);
        renderer.setSeriesStroke(0, new BasicStroke(2f));
        renderer.setErrorStroke(new BasicStroke(1.5f));
        XYPlot plot = new XYPlot(data, sizes, values, renderer);
        PlotStyle.apply(plot);
        ValueMarker chance = new ValueMarker(1.0 / classes, PlotStyle.GREY, PlotStyle.dashes());
        PlotStyle.label(chance, String.format(Locale.ROOT, "chance: 1/%d = %.3f", classes, 1.0 / classes),
                font.deriveFont(14f));
        chance.setLabelAnchor(RectangleAnchor.BOTTOM_RIGHT);
        chance.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
        plot.addRangeMarker(chance);
        for (NumberAxis axis : new NumberAxis[] {sizes, values}) {
            axis.setLabelFont(font);
            axis.setTickLabelFont(font.deriveFont(14f));
        }
        JFreeChart chart = new JFreeChart(null, font, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 10, 8, 20));
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        graphics.dispose();
        return image;
    }
}
