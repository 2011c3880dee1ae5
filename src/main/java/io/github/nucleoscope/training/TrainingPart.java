package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.dataset.BalancedBatches;
import io.github.nucleoscope.dataset.Batches;
import io.github.nucleoscope.dataset.CropAugmenter;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.NaturalBatches;
import io.github.nucleoscope.dataset.Quantity;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Objective;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings.Balance;

/**
 * The training crops, and what a training derives from them.
 *
 * @param train crops of every class
 * @param crops how they were cut
 * @param settings settings of the training
 * @param given standardisation of the network's input; empty for that of these crops
 */
record TrainingPart(Dataset train, CropSettings crops, TrainingSettings settings, Optional<Standardisation> given) {

    /** Returns a network with initial weights. */
    Network initialise(Architecture architecture) {
        return Network.initialise(architecture.forClasses(train.classNames().size()),
                TensorShape.ofCrop(crops.size()), given.orElseGet(this::standardisation), settings.initialisation(),
                settings.seed());
    }

    Batches batches() {
        BatchSettings sizes = settings.batches();
        return sizes.balance() == Balance.BATCHES ? new BalancedBatches(train, sizes.size(), settings.seed())
                : new NaturalBatches(train, sizes.size(), settings.seed());
    }

    BatchMaker maker(Batches batches) {
        return new BatchMaker(train, batches, new CropAugmenter(settings.batches().augmentation(), Quantity.INTENSITY,
                crops.background() == CropSettings.Background.ZERO, settings.seed()));
    }

    Objective objective() {
        List<Double> weights = new ArrayList<>();
        if (settings.batches().balance() == Balance.WEIGHTS) {
            for (int count : train.countPerClass()) {
                weights.add((double) train.size() / (train.classNames().size() * count));
            }
        }
        return new Objective(settings.labelSmoothing(), weights);
    }

    /** Returns every setting by name, and the standardisation if it was given. */
    Map<String, String> describe() {
        Map<String, String> description = settings.describe();
        given.ifPresent(standardisation -> description.put("standardisation", standardisation.toString()));
        return description;
    }

    /** Returns mean and standard deviation over all pixels of all crops. */
    private Standardisation standardisation() {
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (LabelledCrop labelled : train.crops()) {
            for (float value : labelled.crop().values()) {
                sum += value;
                squares += (double) value * value;
            }
            count += labelled.crop().values().length;
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        if (deviation == 0) {
            throw new InputException("every pixel of every training crop is " + mean
                    + ": the crops are blank; check the images and the segmentation");
        }
        return new Standardisation(mean, deviation);
    }
}
