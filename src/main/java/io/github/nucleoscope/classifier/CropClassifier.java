package io.github.nucleoscope.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        double[][] means = new double[crops.size()][classes];
        double kinds = (networks.isEmpty() ? 0 : 1) + (measured.isEmpty() ? 0 : 1);
        double ofNetwork = 1 / kinds / Math.max(1, networks.size());
        for (CropNetwork network : networks) {
            List<float[]> logits = network.logits(crops);
            for (int i = 0; i < means.length; i++) {
                add(ofNetwork, Loss.probabilities(logits.get(i)), means[i]);
            }
        }
        if (!measured.isEmpty()) {
            double ofMeasured = 1 / kinds / measured.size();
            IntStream.range(0, means.length).parallel().forEach(i -> {
                double[] measurements = NucleusMeasurements.of(crops.get(i), preparation);
                measured.forEach(model -> add(ofMeasured, model.probabilities(measurements), means[i]));
            });
        }
        return Stream.of(means).map(recalibration::applyTo).map(Prediction::new).toList();
    }

    private static void add(double weight, double[] probabilities, double[] mean) {
        for (int c = 0; c < mean.length; c++) {
            mean[c] += weight * probabilities[c];
        }
    }

    @Override
    public void close() {
        networks.forEach(CropNetwork::close);
    }
}
