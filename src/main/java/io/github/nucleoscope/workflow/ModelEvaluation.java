package io.github.nucleoscope.workflow;

import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.training.Judgement;

/**
 * The evaluation of a classifier on labelled nuclei.
 *
 * @param evaluation the figures
 * @param sources a warning if the source image of some nuclei is not known; otherwise empty
 * @param trainedOn whether these are the nuclei that the classifier was trained on: then the figures say nothing about
 *     others
 */
public record ModelEvaluation(Evaluation evaluation, Optional<String> sources, boolean trainedOn) {

    /** Classifies nuclei, which must be prepared as the classifier requires, and compares with their classes. */
    public static ModelEvaluation of(NucleusClassifier classifier, TrainingSet set) {
        return new ModelEvaluation(Judgement.of(classifier, set.dataset()).evaluation(),
                set.dataset().sourceWarning("crops of one image are treated as independent, and the intervals may be"
                        + " too narrow"),
                Fingerprint.sha256(set.dataset()).equals(classifier.provenance().dataSha256()));
    }
}
