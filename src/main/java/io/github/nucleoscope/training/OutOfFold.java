package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.nucleoscope.classifier.CropNetwork;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;

/**
 * The probabilities of each crop's classes by the members of an ensemble that did not train on it.
 *
 * @param crops all crops
 * @param probabilities of the classes, by crop, then by class; not to be changed
 */
record OutOfFold(Dataset crops, double[][] probabilities) {

    /**
     * Has networks classify what they did not train on.
     *
     * @param folds one for each network, in order
     */
    static OutOfFold ofNetworks(Dataset crops, List<Fold> folds, List<Network> networks,
            boolean testTimeAugmentation) {
        double[][] probabilities = new double[crops.size()][];
        Map<LabelledCrop, Integer> indices = indices(crops);
        for (int m = 0; m < networks.size(); m++) {
            List<LabelledCrop> unseen = folds.get(m).test().crops();
            try (CropNetwork network = new CropNetwork(networks.get(m), testTimeAugmentation)) {
                List<float[]> logits = network.logits(unseen.stream().map(LabelledCrop::crop).toList());
                for (int i = 0; i < unseen.size(); i++) {
                    probabilities[indices.get(unseen.get(i))] = Loss.probabilities(logits.get(i));
                }
            }
        }
        return new OutOfFold(crops, probabilities);
    }

    /**
     * Has classifiers of measurements classify what they did not train on, as {@link #ofNetworks}.
     *
     * @param measurements of all crops
     */
    static OutOfFold ofMeasured(Dataset crops, List<Fold> folds, List<? extends MeasurementModel> models,
            double[][] measurements) {
        double[][] probabilities = new double[crops.size()][];
        Map<LabelledCrop, Integer> indices = indices(crops);
        for (int m = 0; m < models.size(); m++) {
            for (LabelledCrop unseen : folds.get(m).test().crops()) {
                int i = indices.get(unseen);
                probabilities[i] = models.get(m).probabilities(measurements[i]);
            }
        }
        return new OutOfFold(crops, probabilities);
    }

    /** Returns the place of each crop of a dataset. */
    static Map<LabelledCrop, Integer> indices(Dataset crops) {
        Map<LabelledCrop, Integer> indices = new IdentityHashMap<>();
        for (int i = 0; i < crops.size(); i++) {
            indices.put(crops.crops().get(i), i);
        }
        return indices;
    }

    /** Returns the mean probabilities of several kinds of members of the same folds. */
    static OutOfFold mean(List<OutOfFold> kinds) {
        Dataset crops = kinds.get(0).crops;
        double[][] mean = new double[crops.size()][crops.classNames().size()];
        for (int i = 0; i < mean.length; i++) {
            for (OutOfFold kind : kinds) {
                for (int c = 0; c < mean[i].length; c++) {
                    mean[i][c] += kind.probabilities[i][c] / kinds.size();
                }
            }
        }
        return new OutOfFold(crops, mean);
    }

    /** Returns the Brier scores of the crops. */
    CropScore score() {
        double[] errors = new double[probabilities.length];
        List<Judgement.Answer> answers = answers(Recalibration.none(crops.classNames().size()));
        for (int i = 0; i < errors.length; i++) {
            errors[i] = answers.get(i).squaredError();
        }
        return new CropScore(crops, errors);
    }

    /** Returns the logarithms of the probabilities, which a calibration is fitted to. */
    List<float[]> logarithms() {
        return Stream.of(probabilities).map(Recalibration::logarithms).toList();
    }

    /** Evaluates the recalibrated predictions. */
    Judgement judgement(Recalibration recalibration) {
        return Judgement.of(crops.classNames(), answers(recalibration));
    }

    private List<Judgement.Answer> answers(Recalibration recalibration) {
        List<Judgement.Answer> answers = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            LabelledCrop crop = crops.crops().get(i);
            answers.add(new Judgement.Answer(crop, crop.classIndex(),
                    new Prediction(recalibration.applyTo(probabilities[i]))));
        }
        return answers;
    }
}
