package io.github.nucleoscope.diagnosis;

import static io.github.nucleoscope.diagnosis.Cause.ACTIVATION_VARIANCE;
import static io.github.nucleoscope.diagnosis.Cause.COLLAPSE;
import static io.github.nucleoscope.diagnosis.Cause.DEAD_RELUS;
import static io.github.nucleoscope.diagnosis.Cause.DEGRADATION;
import static io.github.nucleoscope.diagnosis.Cause.DROPOUT;
import static io.github.nucleoscope.diagnosis.Cause.GRADIENTS;
import static io.github.nucleoscope.diagnosis.Cause.OVERFITTING;
import static io.github.nucleoscope.diagnosis.Cause.RATE_TOO_HIGH;
import static io.github.nucleoscope.diagnosis.Cause.RATE_TOO_LOW;
import static io.github.nucleoscope.diagnosis.Cause.TOO_FEW_EPOCHS;
import static io.github.nucleoscope.diagnosis.Cause.TOO_LITTLE_DATA;
import static io.github.nucleoscope.diagnosis.Cause.UNSTANDARDISED_INPUTS;
import static io.github.nucleoscope.diagnosis.Cause.UPDATE_RATIO;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;

/** Changes to a network or its training, in the order in which they are tried. */
public enum Remedy {

    /** Mean 0 and standard deviation 1 over the training part. */
    STANDARDISE("Standardise the inputs", UNSTANDARDISED_INPUTS) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            return subject.standardisation().map(given -> new Subject(subject.architecture(), subject.settings()));
        }
    },
    /** He et al. 2015. */
    HE_INITIALISATION("He's initialisation", ACTIVATION_VARIANCE, GRADIENTS, COLLAPSE, DEGRADATION, DEAD_RELUS) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            Initialisation now = subject.settings().initialisation();
            return now == Initialisation.HE_NORMAL || now == Initialisation.HE_UNIFORM ? Optional.empty()
                    : Optional.of(subject.withSettings(subject.settings()
                            .withInitialisation(Initialisation.HE_NORMAL)));
        }
    },
    /** A rate at which the network learns, if that differs by a factor of 3 or more; a tenth if none is known. */
    LEARNING_RATE("Another learning rate", RATE_TOO_HIGH, RATE_TOO_LOW, UPDATE_RATIO, DEAD_RELUS, COLLAPSE) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            double now = subject.settings().optimiser().learningRate();
            Optional<Double> chosen = evidence.learningRate();
            if (chosen.isPresent()) {
                double factor = chosen.get() / now;
                return factor > 1 / 3.0 && factor < 3 ? Optional.empty()
                        : Optional.of(subject.withLearningRate(chosen.get()));
            }
            return Optional.of(subject.withLearningRate(now / 10));
        }
    },
    /** Goyal et al. 2017, section 2.2, over a quarter of the epochs. */
    WARM_UP("Warm-up of the learning rate", RATE_TOO_HIGH, DEAD_RELUS) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            TrainingSettings settings = subject.settings();
            return settings.schedule().warmup() > 0 ? Optional.empty()
                    : Optional.of(subject.withSettings(settings.withSchedule(new Schedule(settings.schedule().shape(),
                            Math.max(1, settings.epochs() / 4)))));
        }
    },
    /** Ioffe and Szegedy 2015. */
    BATCH_NORMALISATION("Batch normalisation", ACTIVATION_VARIANCE, GRADIENTS, COLLAPSE, DEGRADATION, DEAD_RELUS,
            UNSTANDARDISED_INPUTS) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            return Architectures.normalised(subject.architecture()).map(subject::withArchitecture);
        }
    },
    /** He et al. 2016. */
    RESIDUAL_CONNECTIONS("Residual connections", DEGRADATION, GRADIENTS, COLLAPSE) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            return Architectures.residual(subject.architecture()).map(subject::withArchitecture);
        }
    },
    /** A quarter of the rate. */
    LESS_DROPOUT("Less dropout", DROPOUT) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            return Architectures.withDropout(subject.architecture(), 0.25).map(subject::withArchitecture);
        }
    },
    /** For a network that was still learning. */
    MORE_EPOCHS("Twice as many epochs", TOO_FEW_EPOCHS) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            int epochs = 2 * subject.settings().epochs();
            return Optional.of(subject.withSettings(subject.settings().withEpochs(epochs).withPatience(epochs)));
        }
    },
    /** Crops that never look the same twice are harder to memorise. */
    MORE_AUGMENTATION("Full augmentation", OVERFITTING, TOO_LITTLE_DATA) {
        @Override
        Optional<Subject> apply(Subject subject, Evidence evidence) {
            TrainingSettings settings = subject.settings();
            return settings.batches().augmentation().equals(Augmentation.FULL) ? Optional.empty()
                    : Optional.of(subject.withSettings(settings.withBatches(settings.batches()
                            .withAugmentation(Augmentation.FULL))));
        }
    };

    private final String title;
    private final Set<Cause> against;

    Remedy(String title, Cause first, Cause... others) {
        this.title = title;
        against = EnumSet.of(first, others);
    }

    /** Returns the name of the remedy, for people. */
    public String title() {
        return title;
    }

    /** Returns the causes that it may help against. */
    Set<Cause> against() {
        return against;
    }

    /** Returns the subject with this change; empty if it already has it or the change cannot be made. */
    abstract Optional<Subject> apply(Subject subject, Evidence evidence);
}
