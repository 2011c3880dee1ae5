package io.github.nucleoscope.training;

import java.util.Optional;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.BatchSettings.Balance;

/** Trains small ensembles on drawn crops, in a second. */
public final class SmallEnsemble {

    private SmallEnsemble() {}

    /** Returns the result of training two members of a kind, networks for at most 4 epochs, on crops of two classes. */
    public static TrainingResult train(ClassifierKind kind, int cropsPerClass) {
        TrainingSettings training = SettingsOf.training(3e-3, 16, 4)
                .withSchedule(new Schedule(Schedule.Shape.COSINE, 0))
                .withBatches(new BatchSettings(16, 2, Balance.BATCHES, Augmentation.FULL));
        return new EnsembleTrainer(new EnsembleSettings(Recipe.STANDARD, 2, kind, training), TrainingListener.NONE)
                .train(Textures.set(2, cropsPerClass, 1), new StartingPoint.Random(
                        Architecture.parse("4conv3x3 - mp4x4 - fc8 - o")), Optional.empty());
    }
}
