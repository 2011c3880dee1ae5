package io.github.nucleoscope.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.training.Checkpoint;

/** Keeps trainings for a test, and writes down what it was asked. */
final class MemoryStore implements TrainingStore {

    final Map<Training, TrainedNetwork> trained = new HashMap<>();
    final Map<Training, NucleusClassifier> classifiers = new HashMap<>();
    final Map<Training, Checkpoint> checkpoints = new HashMap<>();
    final Map<Training, Treatment> treatments = new HashMap<>();
    final List<String> calls = new ArrayList<>();

    @Override
    public Optional<TrainedNetwork> find(Training training) {
        return Optional.ofNullable(trained.get(training));
    }

    @Override
    public void keep(Training training, TrainedNetwork network, Optional<NucleusClassifier> classifier) {
        calls.add("keep");
        trained.put(training, network);
        classifier.ifPresent(c -> classifiers.put(training, c));
        checkpoints.remove(training);
    }

    @Override
    public NucleusClassifier classifier(Training training) {
        calls.add("classifier");
        return classifiers.get(training);
    }

    @Override
    public Optional<Treatment> treatment(Training training) {
        return Optional.ofNullable(treatments.get(training));
    }

    @Override
    public void keep(Training training, Treatment treatment, Diagnosis diagnosis) {
        calls.add("keep");
        treatments.put(training, treatment);
    }

    @Override
    public Optional<Checkpoint> checkpoint(Training training) {
        return Optional.ofNullable(checkpoints.get(training));
    }

    @Override
    public void keep(Training training, Checkpoint checkpoint) {
        checkpoints.put(training, checkpoint);
    }
}
