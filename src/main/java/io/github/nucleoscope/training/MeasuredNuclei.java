package io.github.nucleoscope.training;

import java.util.List;

import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.segmentation.Preparation;

/** Measures labelled crops, for classifiers of measurements to learn from. */
public final class MeasuredNuclei {

    private MeasuredNuclei() {}

    /**
     * Returns the {@linkplain NucleusMeasurements measurements} of crops with their classes.
     *
     * @param crops of every class
     * @param preparation how they were made
     */
    public static LabelledMeasurements of(Dataset crops, Preparation preparation) {
        List<LabelledCrop> labelled = crops.crops();
        double[][] measurements = labelled.parallelStream()
                .map(one -> NucleusMeasurements.of(one.crop(), preparation)).toArray(double[][]::new);
        return new LabelledMeasurements(measurements, crops.classIndices(), crops.classNames().size());
    }
}
