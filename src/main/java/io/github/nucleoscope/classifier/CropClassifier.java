package io.github.nucleoscope.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * Classifies crops. With {@linkplain NucleusClassifier#testTimeAugmentation() test-time augmentation} networks give a
 * flipped or turned crop the same answer, see {@link CropNetwork}. In each case the answer for a crop does not depend
 * on the other crops. Holds native memory until it is closed. Not thread-safe: use one per thread.
 */
public final class CropClassifier implements AutoCloseable {

    private final List<CropNetwork> networks = new ArrayList<>();
    private final List<MeasurementModel> measured;
    private final Preparation preparation;
    private final Recalibration recalibration;
    private final int classes;

    /** Compiles the classifier's networks for inference. */
    public CropClassifier(NucleusClassifier classifier) {
        measured = classifier.members().stream().filter(Member.Measured.class::isInstance)
                .map(Member.Measured.class::cast).map(Member.Measured::model).toList();
        preparation = classifier.preparation();
        recalibration = classifier.recalibration();
        classes = classifier.classes().size();
        try {
            for (Network network : classifier.networks()) {
                networks.add(new CropNetwork(network, classifier.testTimeAugmentation()));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Classifies crops that were made with the classifier's own {@link NucleusClassifier#preparation()}.
     *
     * @return one prediction per crop, in order
     */
    public List<Prediction> predict(List<Crop> crops) {
        double[][] sums = new double[crops.size()][classes];
        for (CropNetwork network : networks) {
            List<float[]> logits = network.logits(crops);
            for (int i = 0; i < sums.length; i++) {
                add(Loss.probabilities(logits.get(i)), sums[i]);
            }
        }
        if (!measured.isEmpty()) {
            IntStream.range(0, sums.length).parallel().forEach(i -> {
                double[] measurements = NucleusMeasurements.of(crops.get(i), preparation);
                measured.forEach(model -> add(model.probabilities(measurements), sums[i]));
            });
        }
        List<Prediction> predictions = new ArrayList<>(sums.length);
        for (double[] sum : sums) {
            for (int c = 0; c < classes; c++) {
                sum[c] /= networks.size() + measured.size();
            }
            predictions.add(new Prediction(recalibration.applyTo(sum)));
        }
        return predictions;
    }

    private static void add(double[] probabilities, double[] sum) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += probabilities[c];
        }
    }

    @Override
    public void close() {
        networks.forEach(CropNetwork::close);
    }
}
