package io.github.nucleoscope.classifier;

import java.util.List;

import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.nuclei.Crop;

/** Classifies crops. Holds native memory until it is closed. Not thread-safe: use one per thread. */
public final class CropClassifier implements AutoCloseable {

    private final Inference inference;

    /** Compiles the classifier's network for inference. */
    public CropClassifier(NucleusClassifier classifier) {
        inference = new Inference(classifier.network());
    }

    /**
     * Classifies crops that were made with the classifier's own {@link NucleusClassifier#preparation()}.
     *
     * @return one prediction per crop, in order
     */
    public List<Prediction> predict(List<Crop> crops) {
        return inference.logits(crops.stream().map(Crop::values).toList()).stream()
                .map(logits -> new Prediction(Loss.probabilities(logits)))
                .toList();
    }

    @Override
    public void close() {
        inference.close();
    }
}
