package io.github.nucleoscope.training;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.Calibration.Prior;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;

/**
 * Named settings for the training of a classifier. Common to both are He initialisation, balanced mini-batches, at most
 * 100 epochs, patience 30 and probabilities that are calibrated for classes of equal frequency.
 */
public enum Recipe {

    /**
     * AdamW with weight decay 0.05; a learning rate that rises to 0.003 in 5 epochs and decays to 0 by a cosine;
     * mini-batches of 64, at least 20 in an epoch; label smoothing 0.05; full augmentation; predictions averaged over
     * the flips and quarter turns of each crop.
     *
     * <p>The running means of batch normalisation forget a tenth of what they had in each mini-batch, so that they have
     * forgotten nine tenths of their initial values after 22: with fewer mini-batches in an epoch, as small training
     * sets would have, the validation loss of the first epochs would say little about the weights.
     */
    STANDARD(new TrainingSettings(Initialisation.HE_NORMAL, new OptimiserSettings(Algorithm.ADAMW, 0.003, 0.05, 0),
            new Schedule(Schedule.Shape.COSINE, 5), new BatchSettings(64, 20, Balance.BATCHES, Augmentation.FULL), 0.05,
            100, 30, 0.15, 0.15, Prior.BALANCED, true, 1)),

    /**
     * That of the question which Nucleoscope answers: RMSProp with a constant learning rate of 0.0002, mini-batches of
     * 32, flips and quarter turns, predictions for each crop as it is.
     */
    ORIGINAL(new TrainingSettings(Initialisation.HE_NORMAL, new OptimiserSettings(Algorithm.RMSPROP, 2e-4, 0, 0),
            Schedule.CONSTANT, new BatchSettings(32, Balance.BATCHES, Augmentation.FLIPS), 0, 100, 30, 0.15, 0.15,
            Prior.BALANCED, false, 1));

    private final TrainingSettings settings;

    Recipe(TrainingSettings settings) {
        this.settings = settings;
    }

    /** Returns the settings, with seed 1. */
    public TrainingSettings settings() {
        return settings;
    }
}
