package io.github.nucleoscope.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.training.EpochRecord;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
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
 * Plots the learning curve: on the left the loss, on the right the balanced accuracy, each of training and validation
 * by epoch, with the level of chance and the epoch whose weights were kept. Needs no display.
 */
public final class LearningCurvePlot {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 480;

    private LearningCurvePlot() {}

    /**
     * Draws the learning curve.
     *
     * @return 1280 x 480 pixels, RGB; see {@link #paint}
     */
    public static BufferedImage draw(List<EpochRecord> history, int bestEpoch, int classes) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        paint(graphics, WIDTH, HEIGHT, history, bestEpoch, classes);
        graphics.dispose();
        return image;
    }

    /**
     * Draws the learning curve up to the last epoch so far.
     *
     * @param graphics to draw into, from (0, 0)
     * @param width of both plots together, in the graphics' units
     * @param height of the plots
     * @param history one record per epoch, in order; may be empty
     * @param bestEpoch the epoch whose weights were kept, from 1; 0 for none yet
     * @param classes number of classes: chance has a loss of ln(classes) and an accuracy of 1 / classes
     */
    public static void paint(Graphics2D graphics, int width, int height, List<EpochRecord> history, int bestEpoch,
            int classes) {
        JFreeChart loss = chart("Loss (nats)", history, bestEpoch, EpochRecord::trainLoss,
                EpochRecord::validationLoss, Math.log(classes), "chance: ln " + classes + " = %.3f");
        loss.getXYPlot().getRangeAxis().setLowerBound(0);
        JFreeChart accuracy = chart("Balanced accuracy", history, bestEpoch, EpochRecord::trainBalancedAccuracy,
                EpochRecord::validationBalancedAccuracy, 1.0 / classes, "chance: 1/" + classes + " = %.3f");
        accuracy.getXYPlot().getRangeAxis().setRange(0, 1.02);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        loss.draw(graphics, new Rectangle2D.Double(0, 0, width / 2.0, height));
        accuracy.draw(graphics, new Rectangle2D.Double(width / 2.0, 0, width / 2.0, height));
    }

    /** Draws the learning curve and returns it as the bytes of a PNG file, see {@link #draw}. */
    public static byte[] png(List<EpochRecord> history, int bestEpoch, int classes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(draw(history, bestEpoch, classes), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        return bytes.toByteArray();
    }

    /** Draws the learning curve and writes it as a PNG file, see {@link #draw}; an existing one is replaced. */
    public static void write(List<EpochRecord> history, int bestEpoch, int classes, Path file) throws IOException {
        byte[] png = png(history, bestEpoch, classes);
        AtomicFile.write(file, out -> out.write(png));
    }

    private static JFreeChart chart(String title, List<EpochRecord> history, int bestEpoch,
            ToDoubleFunction<EpochRecord> training, ToDoubleFunction<EpochRecord> validation, double chance,
            String chanceLabel) {
        XYSeriesCollection curves = new XYSeriesCollection();
        curves.addSeries(series("training", history, training));
        XYSeries validated = series("validation", history, validation);
        if (!validated.isEmpty()) {
            curves.addSeries(validated);
        }
        int last = history.isEmpty() ? 1 : history.get(history.size() - 1).epoch();
        NumberAxis epochs = new NumberAxis("Epoch");
        epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        epochs.setRange(history.size() < 2 ? 0 : 1, Math.max(2, last));
        NumberAxis values = new NumberAxis();
        values.setAutoRangeIncludesZero(true);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        // A line through a single point would not be visible.
        renderer.setDefaultShapesVisible(history.size() < 15);
        renderer.setSeriesPaint(0, PlotStyle.BLUE);
        renderer.setSeriesPaint(1, PlotStyle.VERMILION);
        // The thin line lies on the thick one, so that both are visible where they coincide.
        renderer.setSeriesStroke(0, new BasicStroke(2f));
        renderer.setSeriesStroke(1, new BasicStroke(4f));
        XYPlot plot = new XYPlot(curves, epochs, values, renderer);
        PlotStyle.apply(plot);
        plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
        // Markers do not extend an axis, so the upper bound must include the line of chance.
        double top = Math.max(chance, curves.getSeriesCount() == 0 ? 0 : highest(curves));
        values.setUpperBound(top * 1.08);

        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        Font small = font.deriveFont(14f);
        ValueMarker chanceLine = new ValueMarker(chance, PlotStyle.GREY, PlotStyle.dashes());
        chanceLine.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        chanceLine.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        PlotStyle.label(chanceLine, String.format(Locale.ROOT, chanceLabel, chance), small);
        plot.addRangeMarker(chanceLine);
        if (bestEpoch > 0) {
            plot.addDomainMarker(bestMarker(bestEpoch, last, small));
        }

        for (NumberAxis axis : List.of(epochs, values)) {
            axis.setLabelFont(font);
            axis.setTickLabelFont(small);
        }
        JFreeChart chart = new JFreeChart(title, font.deriveFont(Font.BOLD, 18f), plot, true);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(font);
        chart.getLegend().setFrame(BlockBorder.NONE);
        chart.setPadding(new RectangleInsets(8, 10, 8, 20));
        return chart;
    }

    private static ValueMarker bestMarker(int bestEpoch, int last, Font font) {
        ValueMarker best = new ValueMarker(bestEpoch, Color.BLACK, new BasicStroke(1.5f, BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER, 10, new float[] {2, 4}, 0));
        boolean left = bestEpoch > last * 0.6;
        best.setLabelAnchor(left ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.BOTTOM_RIGHT);
        best.setLabelTextAnchor(left ? TextAnchor.BOTTOM_RIGHT : TextAnchor.BOTTOM_LEFT);
        best.setLabelOffset(new RectangleInsets(3, 6, 3, 6));
        PlotStyle.label(best, "kept: epoch " + bestEpoch, font);
        return best;
    }

    /** Omits points that are not finite. */
    private static XYSeries series(String name, List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        XYSeries series = new XYSeries(name);
        for (EpochRecord epoch : history) {
            double y = value.applyAsDouble(epoch);
            if (Double.isFinite(y)) {
                series.add(epoch.epoch(), y);
            }
        }
        return series;
    }

    private static double highest(XYSeriesCollection curves) {
        double highest = 0;
        for (int s = 0; s < curves.getSeriesCount(); s++) {
            if (!curves.getSeries(s).isEmpty()) {
                highest = Math.max(highest, curves.getSeries(s).getMaxY());
            }
        }
        return highest;
    }
}
