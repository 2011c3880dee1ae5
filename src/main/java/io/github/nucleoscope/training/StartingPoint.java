package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Provenance;

/** What the networks of a training are before their first step. */
public sealed interface StartingPoint {

    /** Returns the layers of the networks for a number of classes. */
    Architecture architecture(int classes);

    /** Returns where the networks come from by name, for the model that is trained. */
    Map<String, String> describe();

    /** Returns warnings about the figures of the model that is trained, one line each. */
    List<String> warnings();

    /**
     * Random weights.
     *
     * @param layers for any number of classes: {@code o} becomes a softmax if there are more than two
     */
    record Random(Architecture layers) implements StartingPoint {

        @Override
        public Architecture architecture(int classes) {
            return layers.forClasses(classes);
        }

        @Override
        public Map<String, String> describe() {
            return Map.of();
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }

    /**
     * The networks of a model, with a new last layer if the classes are others. If there are fewer of them than
     * members, several members start from the same network.
     *
     * @param model with at least one network
     */
    record Model(NucleusClassifier model) implements StartingPoint {

        private static final String NAME = "continues_model_";

        public Model {
            Require.that(!model.networks().isEmpty(),
                    "the model to start from has no network, only classifiers of measurements: train anew");
        }

        @Override
        public Architecture architecture(int classes) {
            return model.networks().get(0).architecture().withOutput(classes);
        }

        @Override
        public Map<String, String> describe() {
            Map<String, String> chain = new LinkedHashMap<>();
            Provenance provenance = model.provenance();
            chain.put(NAME + 1, "made " + provenance.created() + ", learned from " + provenance.data()
                    + " (SHA-256 " + provenance.dataSha256() + "), classes " + String.join(", ", model.classNames()));
            for (int n = 1; provenance.training().containsKey(NAME + n); n++) {
                chain.put(NAME + (n + 1), provenance.training().get(NAME + n));
            }
            return chain;
        }

        @Override
        public List<String> warnings() {
            return List.of("the networks start from a model: if it was trained on some of these nuclei, the figures"
                    + " are too good; measure it on nuclei of other images");
        }
    }
}
