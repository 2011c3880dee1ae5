package io.github.nucleoscope.workflow;

import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.training.Judgement;

/**
 * A classifier measured on labelled nuclei.
 *
 * @param sources a warning where it is not known of some nuclei which image they are of; otherwise empty
 * @param trainedOn whether these are the nuclei that the classifier was trained on: the figures say nothing of others
 *     then
 */
public record ModelEvaluation(Evaluation evaluation, Optional<String> sources, boolean trainedOn) {

    /** Classifies the nuclei, which must be prepared as the classifier's own, and compares with their classes. */
    public static ModelEvaluation of(NucleusClassifier classifier, TrainingSet set) {
        return new ModelEvaluation(Judgement.of(classifier, set.dataset()).evaluation(),
                set.dataset().sourceWarning("crops of one image are taken for independent, and the intervals may be"
                        + " too narrow"),
                Fingerprint.sha256(set.dataset()).equals(classifier.provenance().dataSha256()));
    }
}
