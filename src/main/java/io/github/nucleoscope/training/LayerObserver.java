package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.network.LayerProbe;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.WeightLayer;

/** Observes the weights, gradients and activations of a network at some steps of its training. */
final class LayerObserver implements AutoCloseable {

    /** Largest number of crops on which activations are observed, spread evenly over the training part. */
    static final int MOST_CROPS = 64;

    private final List<WeightLayer> layers;
    private final Backpropagation backpropagation;
    private final LayerProbe probe;
    private float[] gradient;
    private float[] before;
    private List<LayerActivity> activities;

    LayerObserver(Network start, Backpropagation backpropagation, Dataset train) {
        this.backpropagation = backpropagation;
        layers = start.weightLayers();
        int count = Math.min(MOST_CROPS, train.size());
        float[] images = new float[start.input().values(count)];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            LabelledCrop crop = train.crops().get((int) ((long) i * train.size() / count));
            float[] values = crop.crop().values();
            System.arraycopy(values, 0, images, i * values.length, values.length);
            classes[i] = crop.classIndex();
        }
        probe = new LayerProbe(start, images, classes);
    }

    /** Must be called after the backward pass and before the optimiser's step. */
    void beforeStep() {
        gradient = backpropagation.gradient().toFloatVector();
        before = backpropagation.parameters().toFloatVector();
        activities = probe.observe(backpropagation.parameters());
    }

    /** Must be called after the optimiser's step. */
    Observation afterStep(long step, double learningRate, double loss) {
        float[] after = backpropagation.parameters().toFloatVector();
        List<LayerChange> changes = new ArrayList<>();
        for (WeightLayer layer : layers) {
            double gradients = 0;
            double weights = 0;
            double updates = 0;
            for (int i = layer.offset(); i < layer.offset() + layer.length(); i++) {
                gradients += (double) gradient[i] * gradient[i];
                weights += (double) before[i] * before[i];
                double update = (double) after[i] - before[i];
                updates += update * update;
            }
            changes.add(new LayerChange(layer.name(), layer.length(), layer.fanIn(), Math.sqrt(gradients),
                    Math.sqrt(weights), Math.sqrt(updates)));
        }
        return new Observation(step, learningRate, loss, changes, activities);
    }

    @Override
    public void close() {
        probe.close();
    }
}
