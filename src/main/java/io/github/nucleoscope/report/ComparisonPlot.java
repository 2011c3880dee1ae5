package io.github.nucleoscope.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.Standing;
import io.github.nucleoscope.comparison.TrainedNetwork;
import io.github.nucleoscope.training.EpochRecord;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Learning curves of all networks of a comparison: for each network a panel with the training loss and the validation
 * loss of every fold and seed by epoch, and the loss of chance. All panels have the same axes. Needs no display.
 */
public final class ComparisonPlot {

    static final int PANEL_WIDTH = 320;
    private static final int PANEL_HEIGHT = 300;
    private static final int LEGEND_HEIGHT = 30;
    private static final int COLUMNS = 3;
    /** Highest loss shown, in units of chance: higher ones would flatten all others. */
    private static final double HIGHEST = 2;

    private ComparisonPlot() {}

    /** Draws one panel for each network, {@value #PANEL_WIDTH} pixels wide, with a legend. */
    public static List<BufferedImage> panels(ComparisonResult result) {
        List<Standing> networks = result.trained();
        double chance = Math.log(result.classNames().size());
        int last = Math.max(2, networks.stream().flatMap(s -> s.trainings().stream()).mapToInt(t -> t.history().size())
                .max().orElse(2));
        double highest = Math.min(HIGHEST * chance, 1.05 * Math.max(chance, networks.stream()
                .flatMap(s -> s.trainings().stream()).flatMap(t -> t.history().stream())
                .mapToDouble(e -> Math.max(finite(e.trainLoss()), finite(e.validationLoss()))).max().orElse(0)));
        return networks.stream().map(network -> panel(network, chance, last, highest)).toList();
    }

    /** Draws all panels in one picture, at most three side by side. */
    public static BufferedImage draw(ComparisonResult result) {
        List<BufferedImage> panels = panels(result);
        int columns = Math.min(COLUMNS, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        BufferedImage image = new BufferedImage(columns * PANEL_WIDTH, rows * PANEL_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int n = 0; n < panels.size(); n++) {
            graphics.drawImage(panels.get(n), n % columns * PANEL_WIDTH, n / columns * PANEL_HEIGHT, null);
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage panel(Standing network, double chance, int last, double highest) {
        BufferedImage image = new BufferedImage(PANEL_WIDTH, PANEL_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, PANEL_WIDTH, PANEL_HEIGHT);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        chart(network, chance, last, highest).draw(graphics, new Rectangle2D.Double(0, 0, PANEL_WIDTH,
                PANEL_HEIGHT - LEGEND_HEIGHT));
        legend(graphics);
        graphics.dispose();
        return image;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private static void legend(Graphics2D graphics) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        int x = 14;
        int y = PANEL_HEIGHT - LEGEND_HEIGHT / 2;
        for (String name : List.of("training", "validation", "chance")) {
            boolean chance = name.equals("chance");
            graphics.setColor(chance ? PlotStyle.GREY : name.equals("training") ? PlotStyle.BLUE : PlotStyle.VERMILION);
            graphics.setStroke(chance ? PlotStyle.dashes() : new BasicStroke(3f));
            graphics.drawLine(x, y, x + 24, y);
            graphics.setColor(Color.BLACK);
            graphics.drawString(name, x + 29, y + 5);
            x += 43 + graphics.getFontMetrics().stringWidth(name);
        }
    }

    private static JFreeChart chart(Standing network, double chance, int last, double highest) {
        XYSeriesCollection curves = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDefaultShapesVisible(last < 4);
        for (TrainedNetwork training : network.trainings()) {
            for (boolean validation : new boolean[] {false, true}) {
                int series = curves.getSeriesCount();
                curves.addSeries(series(series, training.history(),
                        validation ? EpochRecord::validationLoss : EpochRecord::trainLoss));
                renderer.setSeriesPaint(series, validation ? PlotStyle.VERMILION : PlotStyle.BLUE);
                renderer.setSeriesStroke(series, new BasicStroke(1.4f));
            }
        }
        NumberAxis epochs = new NumberAxis("Epoch");
        epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        epochs.setRange(1, last);
        NumberAxis losses = new NumberAxis("Loss (nats)");
        losses.setRange(0, highest);
        XYPlot plot = new XYPlot(curves, epochs, losses, renderer);
        PlotStyle.apply(plot);
        plot.addRangeMarker(new ValueMarker(chance, PlotStyle.GREY, PlotStyle.dashes()));
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        for (NumberAxis axis : List.of(epochs, losses)) {
            axis.setLabelFont(font);
            axis.setTickLabelFont(font);
        }
        JFreeChart chart = new JFreeChart(null, font, plot, false);
        TextTitle title = new TextTitle(network.contender().title(), font.deriveFont(Font.BOLD, 16f));
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.setTitle(title);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(6, 8, 6, 14));
        return chart;
    }

    private static XYSeries series(int key, List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        XYSeries series = new XYSeries(key);
        for (EpochRecord epoch : history) {
            if (Double.isFinite(value.applyAsDouble(epoch))) {
                series.add(epoch.epoch(), value.applyAsDouble(epoch));
            }
        }
        return series;
    }
}
