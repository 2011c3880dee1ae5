package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

/** Trainings that start from the networks of a model. */
class StartingPointTest {

    private static final StartingPoint RANDOM = new StartingPoint.Random(
            Architecture.parse("4conv3x3 - bn - mp4x4 - fc8 - o"));

    /** Steps so small that the weights do not change by more than rounding. */
    private static final double NO_LEARNING = 1e-12;

    private static TrainingResult train(int members, int classes, double learningRate, StartingPoint from) {
        TrainingSettings training = SettingsOf.training(learningRate, 16, 2);
        return new EnsembleTrainer(new EnsembleSettings(Recipe.STANDARD, members, ClassifierKind.NETWORK, training),
                TrainingListener.NONE).train(Textures.set(classes, 20, 1), from, Optional.empty());
    }

    /** Returns all weights but those of batch normalisation, whose running means change with every mini-batch. */
    private static Map<String, Network.Weights> weights(Network network) {
        Map<String, Network.Weights> weights = network.weights();
        weights.keySet().removeIf(name -> name.contains("_bn"));
        return weights;
    }

    @Test
    void theMembersStartFromTheNetworksOfTheModelInTurn() {
        NucleusClassifier model = train(2, 2, 1e-3, RANDOM).classifier();
        List<Network> continued = train(3, 2, NO_LEARNING, new StartingPoint.Model(model)).classifier().networks();
        for (int m = 0; m < 3; m++) {
            Map<String, Network.Weights> before = weights(model.networks().get(m % 2));
            weights(continued.get(m)).forEach((name, weights) ->
                    assertArrayEquals(before.get(name).values(), weights.values(), 1e-6f, name));
        }
        assertEquals(model.networks().get(0).standardisation(), continued.get(0).standardisation());
    }

    @Test
    void aSingleNetworkStartsFromTheFirstOfTheModel() {
        NucleusClassifier model = train(2, 2, 1e-3, RANDOM).classifier();
        Network continued = train(1, 2, NO_LEARNING, new StartingPoint.Model(model)).classifier().network();
        Map<String, Network.Weights> before = weights(model.networks().get(0));
        weights(continued).forEach((name, weights) ->
                assertArrayEquals(before.get(name).values(), weights.values(), 1e-6f, name));
    }

    @Test
    void forOtherClassesOnlyTheLastLayerIsNew() {
        NucleusClassifier model = train(2, 2, 1e-3, RANDOM).classifier();
        NucleusClassifier continued = train(2, 3, NO_LEARNING, new StartingPoint.Model(model)).classifier();
        assertEquals("4conv3x3 - bn - mp4x4 - fc8 - o3", continued.networks().get(1).architecture().toString());
        Map<String, Network.Weights> before = weights(model.networks().get(1));
        Map<String, Network.Weights> after = weights(continued.networks().get(1));
        int kept = 0;
        for (Map.Entry<String, Network.Weights> entry : after.entrySet()) {
            if (before.containsKey(entry.getKey())) {
                assertArrayEquals(before.get(entry.getKey()).values(), entry.getValue().values(), 1e-6f);
                kept++;
            }
        }
        // The weights of the convolution, and weights and biases of the fully connected layer.
        assertEquals(3, kept);
        assertEquals(5, after.size());
    }

    @Test
    void theChainOfModelsIsNamedAndTheFiguresAreDoubted() {
        NucleusClassifier first = train(2, 2, 1e-3, RANDOM).classifier();
        TrainingResult second = train(2, 2, 1e-3, new StartingPoint.Model(first));
        assertTrue(second.split().warnings().get(second.split().warnings().size() - 1)
                .startsWith("the networks start from a model"), second.split().warnings().toString());
        NucleusClassifier third = train(2, 3, 1e-3, new StartingPoint.Model(second.classifier())).classifier();
        Map<String, String> training = third.provenance().training();
        assertTrue(training.get("continues_model_1").contains("classes squares1, squares2"), training.toString());
        assertEquals(second.classifier().provenance().training().get("continues_model_1"),
                training.get("continues_model_2"));
        assertFalse(training.containsKey("continues_model_3"));
    }

    /** Crops are made as for the model; where they cannot be, that is said in one line. */
    @Test
    void cropsThatAreNotLikeThoseOfTheModelAreRefused() {
        NucleusClassifier model = train(2, 2, 1e-3, RANDOM).classifier();
        TrainingSet set = Textures.set(2, 20, 1);
        EnsembleSettings settings = Recipe.QUICK.ensemble();
        assertEquals(set.dataset(), CropChoice.of(set, settings, new StartingPoint.Model(model), Optional.empty(),
                TrainingListener.NONE).dataset());
        TrainingSet other = set.with(Textures.SIZE - 4, set.preparation().crops().normalisation());
        String message = assertThrows(InputException.class, () -> CropChoice.of(other, settings,
                new StartingPoint.Model(model), Optional.empty(), TrainingListener.NONE)).getMessage();
        assertEquals(1, message.lines().count());
        assertTrue(message.startsWith("the crops are not made as for the model to start from"), message);
    }

    @Test
    void aModelWithoutNetworksIsRefused() {
        NucleusClassifier measured = new EnsembleTrainer(new EnsembleSettings(Recipe.STANDARD, 2,
                ClassifierKind.MEASUREMENTS, SettingsOf.training(1e-3, 16, 2)), TrainingListener.NONE)
                .train(Textures.set(2, 20, 1), RANDOM, Optional.empty()).classifier();
        assertThrows(InputException.class, () -> new StartingPoint.Model(measured));
    }
}
