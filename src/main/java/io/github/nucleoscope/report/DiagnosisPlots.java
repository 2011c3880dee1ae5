package io.github.nucleoscope.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Evidence;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.diagnosis.Trial;
import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.report.LinePlot.Axis.Scale;
import io.github.nucleoscope.report.LinePlot.Axis;
import io.github.nucleoscope.report.LinePlot.Curve;
import io.github.nucleoscope.report.LinePlot.Mark;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.LayerChange;
import io.github.nucleoscope.training.Observation;
import io.github.nucleoscope.training.RangeTest;

/** Draws the plots of a diagnosis. Those of layers are omitted if no step was observed. */
public final class DiagnosisPlots {

    private DiagnosisPlots() {}

    /** Returns pictures of 760 x 480 pixels by their titles, in order; needs no display. */
    public static Map<String, BufferedImage> draw(Diagnosis diagnosis) {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        for (LinePlot plot : of(diagnosis)) {
            pictures.put(plot.title(), plot.draw());
        }
        return pictures;
    }

    static List<LinePlot> of(Diagnosis diagnosis) {
        List<LinePlot> plots = new ArrayList<>();
        plots.add(losses("Training loss", diagnosis, EpochRecord::trainLoss));
        plots.add(losses("Validation loss", diagnosis, EpochRecord::validationLoss));
        List<Observation> observations = diagnosis.evidence().network().observations();
        if (!observations.isEmpty()) {
            double start = observations.get(0).activities().get(0).meanSquare();
            plots.add(byRelu("Mean square of the ReLUs' inputs", "", Scale.LOGARITHMIC, observations,
                    LayerActivity::meanSquare, List.of(new Mark(false, start, "preserved by He's initialisation"))));
            plots.add(byRelu("Back-propagated gradient", "norm of the gradient", Scale.LOGARITHMIC, observations,
                    LayerActivity::errorNorm, List.of()));
            plots.add(byRelu("Dead ReLUs (%)", "", Scale.LINEAR, observations, activity -> 100 * activity.dead(),
                    List.of(new Mark(false, 50, "half"))));
            plots.add(steps(observations));
        }
        plots.add(rangeTest(diagnosis.evidence()));
        return plots;
    }

    private static LinePlot losses(String title, Diagnosis diagnosis, ToDoubleFunction<EpochRecord> loss) {
        Evidence evidence = diagnosis.evidence();
        List<Curve> curves = new ArrayList<>();
        curves.add(losses("network", evidence.network(), loss));
        evidence.shallower().ifPresent(trial -> curves.add(losses("shallow network", trial, loss)));
        curves.add(losses("shuffled labels", evidence.shuffled(), loss));
        for (RemedyTrial tried : diagnosis.remedies()) {
            if (curves.size() < LinePlot.MOST_CURVES) {
                curves.add(losses(tried.remedy().title(), tried.trial(), loss));
            }
        }
        return new LinePlot(title + " (nats)", new Axis("Epoch", Scale.COUNT), new Axis("", Scale.LINEAR), curves,
                List.of(new Mark(false, evidence.chance(), String.format(Locale.ROOT, "chance: %.3f",
                        evidence.chance()))));
    }

    private static Curve losses(String name, Trial trial, ToDoubleFunction<EpochRecord> loss) {
        return new Curve(name, trial.history().stream().mapToDouble(EpochRecord::epoch).toArray(),
                trial.history().stream().mapToDouble(loss).toArray(), trial.history().size() < 15);
    }

    private static LinePlot byRelu(String title, String unit, Scale scale, List<Observation> observations,
            ToDoubleFunction<LayerActivity> value, List<Mark> marks) {
        List<Curve> curves = new ArrayList<>();
        curves.add(byRelu("at the start", observations.get(0), value));
        if (observations.size() > 1) {
            curves.add(byRelu("at the end", observations.get(observations.size() - 1), value));
        }
        return new LinePlot(title, new Axis("ReLU, from the image on", Scale.COUNT), new Axis(unit, scale), curves,
                marks);
    }

    private static Curve byRelu(String name, Observation observation, ToDoubleFunction<LayerActivity> value) {
        List<LayerActivity> rectified = observation.rectified();
        return new Curve(name, IntStream.rangeClosed(1, rectified.size()).asDoubleStream().toArray(),
                rectified.stream().mapToDouble(value).toArray(), true);
    }

    private static LinePlot steps(List<Observation> observations) {
        int third = Math.max(1, observations.size() / 3);
        return new LinePlot("Size of a step relative to the weights",
                new Axis("Layer with weights, from the image on", Scale.COUNT),
                new Axis("|step| / |weights|", Scale.LOGARITHMIC), List.of(
                        steps("first third of the steps", observations.subList(0, third)),
                        steps("last third", observations.subList(observations.size() - third, observations.size()))),
                List.of(new Mark(false, 1e-3, "usual: about 1e-3")));
    }

    /** Medians over the observations. */
    private static Curve steps(String name, List<Observation> observations) {
        int layers = observations.get(0).changes().size();
        double[] medians = IntStream.range(0, layers).mapToDouble(layer -> observations.stream()
                .map(observation -> observation.changes().get(layer)).mapToDouble(LayerChange::updateRatio).sorted()
                .skip((observations.size() - 1) / 2).findFirst().orElseThrow()).toArray();
        return new Curve(name, IntStream.rangeClosed(1, layers).asDoubleStream().toArray(), medians, true);
    }

    private static LinePlot rangeTest(Evidence evidence) {
        RangeTest range = evidence.range();
        double[] rates = range.points().stream().mapToDouble(RangeTest.Point::rate).toArray();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(false, range.chance(), String.format(Locale.ROOT, "chance: %.3f", range.chance())));
        marks.add(new Mark(true, evidence.network().subject().settings().optimiser().learningRate(), "the network's"));
        range.chosen().ifPresent(rate -> marks.add(new Mark(true, rate, "chosen")));
        // A loss that diverges would flatten everything else.
        double most = 4 * range.chance();
        return new LinePlot("Learning rate range test: loss (nats)", new Axis("Learning rate", Scale.LOGARITHMIC),
                new Axis("", Scale.LINEAR), List.of(new Curve("running mean", rates, range.points().stream()
                        .mapToDouble(point -> Math.min(most, point.smoothed())).toArray(), false)), marks);
    }
}
