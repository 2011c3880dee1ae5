package io.github.nucleoscope.training;

import java.util.List;

import io.github.nucleoscope.network.LayerActivity;

/**
 * A look into a network at one step of its training.
 *
 * @param step counted from 0 over the whole training
 * @param learningRate of the step
 * @param loss of the step's mini-batch, in nats
 * @param changes what the step did to each layer with weights, in the order of the layers
 * @param activities what went into each ReLU and out of the network before the step, and what of the error came back
 *     there, for the same crops of the training part at each observation, in the order of the layers
 */
public record Observation(long step, double learningRate, double loss, List<LayerChange> changes,
        List<LayerActivity> activities) {

    public Observation {
        changes = List.copyOf(changes);
        activities = List.copyOf(activities);
    }

    /** Of the activities those before a ReLU. */
    public List<LayerActivity> rectified() {
        return activities.stream().filter(LayerActivity::rectified).toList();
    }
}
