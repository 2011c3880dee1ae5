package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.training.Observation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * At the end, at least half of a layer's ReLUs are dead: 0 for all observed crops at all positions. They pass no
 * gradient and do not come back by themselves (Lu et al., "Dying ReLU and initialization", 2020); half of the layer's
 * width is lost.
 */
final class DeadReluRule implements Rule {

    private static final double SHARE = 0.5;

    @Override
    public Finding judge(Evidence evidence) {
        List<Observation> observations = evidence.network().observations();
        if (observations.isEmpty()) {
            return Finding.abstains(Cause.DEAD_RELUS, "No step was observed.");
        }
        Observation last = observations.get(observations.size() - 1);
        List<LayerActivity> rectified = last.activities().stream().filter(LayerActivity::rectified).toList();
        if (rectified.isEmpty()) {
            return Finding.abstains(Cause.DEAD_RELUS, "The network has no ReLU.");
        }
        LayerActivity worst = rectified.stream().max(Comparator.comparingDouble(LayerActivity::dead)).orElseThrow();
        long layers = rectified.stream().filter(layer -> layer.dead() >= SHARE).count();
        return Finding.of(Cause.DEAD_RELUS, layers > 0, Map.of("worst_share", worst.dead(), "layers", (double) layers),
                "At the end %.0f %% of the ReLUs of layer %s are dead, the most of any layer; %d of %d layers have half"
                        + " or more dead.", 100 * worst.dead(), worst.name(), layers, rectified.size());
    }
}
