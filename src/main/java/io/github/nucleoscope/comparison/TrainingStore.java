package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.training.Checkpoint;

/** Where a comparison keeps what is finished, so that it can go on after it was stopped. */
public interface TrainingStore {

    /** A training that is finished; empty where it is not. */
    Optional<TrainedNetwork> find(Training training) throws IOException;

    /** Keeps a training that is finished; its network is empty where there is none. */
    void keep(Training training, TrainedNetwork trained, Optional<NucleusClassifier> classifier) throws IOException;

    /** The network of a training that is finished and has one. */
    NucleusClassifier classifier(Training training) throws IOException;

    /** What was found about a training that ended at chance's loss; empty where it was not diagnosed. */
    Optional<Treatment> treatment(Training training) throws IOException;

    /** Keeps what was found about a training. Its training with the remedy, where there is one, is kept before. */
    void keep(Training training, Treatment treatment, Diagnosis diagnosis) throws IOException;

    /** Where a training that is not finished can go on from; empty where it begins. */
    Optional<Checkpoint> checkpoint(Training training) throws IOException;

    /** Keeps a training between two epochs. */
    void keep(Training training, Checkpoint checkpoint) throws IOException;
}
