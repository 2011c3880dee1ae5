package io.github.nucleoscope.diagnosis;

import java.util.Optional;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * A network and how it is trained: what is diagnosed, and what a remedy changes.
 *
 * @param architecture of the network
 * @param settings of its training
 * @param standardisation of the network's input; empty for that of the training part, which all trainings of
 *     Nucleoscope use
 */
public record Subject(Architecture architecture, TrainingSettings settings,
        Optional<Standardisation> standardisation) {

    /** A subject with the training part's standardisation. */
    public Subject(Architecture architecture, TrainingSettings settings) {
        this(architecture, settings, Optional.empty());
    }

    Subject withArchitecture(Architecture changed) {
        return new Subject(changed, settings, standardisation);
    }

    Subject withSettings(TrainingSettings changed) {
        return new Subject(architecture, changed, standardisation);
    }

    Subject withLearningRate(double rate) {
        return withSettings(settings.withOptimiser(settings.optimiser().withLearningRate(rate)));
    }
}
