package io.github.nucleoscope.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.training.Observation;

/**
 * At the end, at least 90 % of the ReLUs of one layer are dead, or at least half of them in half of the layers. A dead
 * ReLU outputs 0 for all observed crops at all positions; it passes no gradient and does not recover by itself (Lu et
 * al., "Dying ReLU and initialization", 2020). A single fully connected layer with half of its units dead is no
 * problem: a few units are enough for a few classes, and networks that learn well have such layers.
 */
final class DeadReluRule implements Rule {

    private static final double NEARLY_ALL = 0.9;
    private static final double HALF = 0.5;

    @Override
    public Ruling judge(Evidence evidence) {
        List<Observation> observations = evidence.network().observations();
        if (observations.isEmpty()) {
            return Ruling.abstains(Cause.DEAD_RELUS, "No step was observed.");
        }
        Observation last = observations.get(observations.size() - 1);
        List<LayerActivity> rectified = last.rectified();
        if (rectified.isEmpty()) {
            return Ruling.abstains(Cause.DEAD_RELUS, "The network has no ReLU.");
        }
        LayerActivity worst = rectified.stream().max(Comparator.comparingDouble(LayerActivity::dead)).orElseThrow();
        long layers = rectified.stream().filter(layer -> layer.dead() >= HALF).count();
        return Ruling.of(Cause.DEAD_RELUS, worst.dead() >= NEARLY_ALL || layers >= HALF * rectified.size(),
                Map.of("worst_share", worst.dead(), "layers", (double) layers),
                "At the end %.0f %% of the ReLUs of layer %s are dead, the most of any layer; %d of %d layers have half"
                        + " or more dead.", 100 * worst.dead(), worst.name(), layers, rectified.size());
    }
}
