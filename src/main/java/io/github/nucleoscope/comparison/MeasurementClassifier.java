package io.github.nucleoscope.comparison;

import java.util.List;

import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.measurement.classifier.LogisticRegressionTrainer;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForestTrainer;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.training.MeasuredNuclei;

/**
 * The statistical baseline: a classifier of the {@linkplain NucleusMeasurements measurements} of the crops. It sees the
 * same crops as the networks.
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
        LabelledMeasurements nuclei = MeasuredNuclei.of(train, preparation);
        return new MeasurementClassifier(preparation, switch (kind) {
            case LOGISTIC_REGRESSION -> LogisticRegressionTrainer.train(nuclei, balanced);
            case RANDOM_FOREST -> RandomForestTrainer.train(nuclei, balanced, seed);
        });
    }

    @Override
    public List<double[]> answers(List<Crop> crops) {
        return crops.stream().map(crop -> model.probabilities(NucleusMeasurements.of(crop, preparation))).toList();
    }
}
