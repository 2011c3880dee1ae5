package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.training.Checkpoint;

/** Stores what a comparison has finished, so that it can be resumed after it was stopped. */
public interface TrainingStore {

    /** Returns a finished training; empty if it is not finished. */
    Optional<TrainedNetwork> find(Training training) throws IOException;

    /** Stores a finished training; {@code classifier} is empty if it failed. */
    void keep(Training training, TrainedNetwork trained, Optional<NucleusClassifier> classifier) throws IOException;

    /** Returns the classifier of a finished training that has one. */
    NucleusClassifier classifier(Training training) throws IOException;

    /** Returns the diagnosis of a training that ended at the loss of chance; empty if it was not diagnosed. */
    Optional<Treatment> treatment(Training training) throws IOException;

    /** Stores the diagnosis of a training. The training with the remedy, if there is one, is stored before. */
    void keep(Training training, Treatment treatment, Diagnosis diagnosis) throws IOException;

    /** Returns the checkpoint from which an unfinished training can be resumed; empty if there is none. */
    Optional<Checkpoint> checkpoint(Training training) throws IOException;

    /** Stores a checkpoint of an unfinished training. */
    void keep(Training training, Checkpoint checkpoint) throws IOException;
}
