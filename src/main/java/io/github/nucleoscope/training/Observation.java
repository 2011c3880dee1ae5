package io.github.nucleoscope.training;

import java.util.List;

import io.github.nucleoscope.network.LayerActivity;

/**
 * Weights, gradients and activations of a network at one step of its training.
 *
 * @param step counted from 0 over the whole training
 * @param learningRate learning rate of the step
 * @param loss loss of the step's mini-batch, in nats
 * @param changes effect of the step on each layer with weights, in the order of the layers
 * @param activities inputs of each ReLU and outputs of the network before the step, with the back-propagated errors,
 *     for the same training crops at each observation, in the order of the layers
 */
public record Observation(long step, double learningRate, double loss, List<LayerChange> changes,
        List<LayerActivity> activities) {

    public Observation {
        changes = List.copyOf(changes);
        activities = List.copyOf(activities);
    }

    /** Returns the activities at the inputs of ReLUs. */
    public List<LayerActivity> rectified() {
        return activities.stream().filter(LayerActivity::rectified).toList();
    }
}
