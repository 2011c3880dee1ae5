package io.github.nucleoscope.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.measurement.Measurements;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.measurement.classifier.LogisticRegressionTrainer;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForestTrainer;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * The statistical baseline: a classifier of the measurements of the crops, except the orientation, which only says how
 * the nucleus lies on the slide. It sees the same crops as the networks.
 */
final class MeasurementClassifier implements TestPart.Fixed<double[]> {

    private final Preparation preparation;
    private final MeasurementModel model;

    private MeasurementClassifier(Preparation preparation, MeasurementModel model) {
        this.preparation = preparation;
        this.model = model;
    }

    /**
     * Trains a classifier.
     *
     * @param train crops of every class
     * @param balanced whether crops are weighted so that all classes have the same total weight, as when networks are
     *     trained with class balance
     */
    static MeasurementClassifier train(Baseline kind, Dataset train, Preparation preparation, boolean balanced,
            long seed) {
        LabelledMeasurements nuclei = new LabelledMeasurements(
                train.crops().stream().map(labelled -> measure(labelled.crop(), preparation)).toArray(double[][]::new),
                train.crops().stream().mapToInt(LabelledCrop::classIndex).toArray(), train.classNames().size());
        return new MeasurementClassifier(preparation, switch (kind) {
            case LOGISTIC_REGRESSION -> LogisticRegressionTrainer.train(nuclei, balanced);
            case RANDOM_FOREST -> RandomForestTrainer.train(nuclei, balanced, seed);
        });
    }

    /** Returns the measurements of a crop; what is undefined is NaN. */
    private static double[] measure(Crop crop, Preparation preparation) {
        Map<String, Double> values = new LinkedHashMap<>(Measurements.of(crop, preparation).byName());
        values.remove("orientation");
        return values.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public List<double[]> answers(List<Crop> crops) {
        return crops.stream().map(crop -> model.probabilities(measure(crop, preparation))).toList();
    }
}
