package io.github.nucleoscope.training;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.Calibration.Prior;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;

/**
 * Named settings for the training of a classifier. Common to all are He initialisation, balanced mini-batches, and
 * probabilities that are calibrated for classes of equal frequency.
 */
public enum Recipe {

    /**
     * In seconds, for a first answer: 3 members, a network of half the width, mini-batches of 32, and a quarter, half
     * or all of 32 epochs, with fewer than 100 nuclei a quarter; otherwise as {@link #STANDARD}.
     */
    QUICK(3, ClassifierKind.AUTO, "resnet10@1/2", standard(32, 32)),

    /**
     * 5 members; AdamW with weight decay 0.05; a learning rate that rises to 0.003 in 5 epochs and decays to 0 by a
     * cosine; mini-batches of 64, at least 20 in an epoch, and at most 100 epochs; label smoothing 0.05; full
     * augmentation; predictions averaged over the flips and quarter turns of each crop.
     *
     * <p>The running means of batch normalisation forget a tenth of what they had in each mini-batch, so that they have
     * forgotten nine tenths of their initial values after 22: with fewer mini-batches in an epoch, as small training
     * sets would have, the validation loss of the first epochs would say little about the weights.
     */
    STANDARD(5, ClassifierKind.AUTO, "resnet10", standard(64, 100)),

    /** 8 members, at most 140 epochs; otherwise as {@link #STANDARD}. */
    THOROUGH(8, ClassifierKind.AUTO, "resnet10", standard(64, 140)),

    /**
     * That of the question which Nucleoscope answers: a single network, RMSProp with a constant learning rate of
     * 0.0002, mini-batches of 32, at most 100 epochs, patience 30, flips and quarter turns, predictions for each crop
     * as it is.
     */
    ORIGINAL(1, ClassifierKind.NETWORK, "resnet10", new TrainingSettings(Initialisation.HE_NORMAL,
            new OptimiserSettings(Algorithm.RMSPROP, 2e-4, 0, 0), Schedule.CONSTANT,
            new BatchSettings(32, Balance.BATCHES, Augmentation.FLIPS), 0, 100, 30, 0.15, 0.15, Prior.BALANCED, false,
            1));

    private final int members;
    private final ClassifierKind kind;
    private final String network;
    private final TrainingSettings settings;

    Recipe(int members, ClassifierKind kind, String network, TrainingSettings settings) {
        this.members = members;
        this.kind = kind;
        this.network = network;
        this.settings = settings;
    }

    private static TrainingSettings standard(int batch, int epochs) {
        return new TrainingSettings(Initialisation.HE_NORMAL, new OptimiserSettings(Algorithm.ADAMW, 0.003, 0.05, 0),
                new Schedule(Schedule.Shape.COSINE, 5), new BatchSettings(batch, 20, Balance.BATCHES,
                        Augmentation.FULL), 0.05, epochs, 30, 0.15, 0.15, Prior.BALANCED, true, 1);
    }

    /** Returns the settings of the training of each network, with seed 1. */
    public TrainingSettings settings() {
        return settings;
    }

    /** Returns the settings of the training of a classifier, with seed 1; of an ensemble without a test part. */
    public EnsembleSettings ensemble() {
        return new EnsembleSettings(this, members, kind, members == 1 ? settings
                : settings.withParts(settings.validationFraction(), 0));
    }

    /** Returns the network if no other is given. */
    public Architecture network() {
        return Architecture.parse(network);
    }
}
