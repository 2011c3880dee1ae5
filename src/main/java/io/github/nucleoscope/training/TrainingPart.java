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
import io.github.nucleoscope.nuclei.Photometry;
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

    /**
     * Deviation of a channel that is blank in all training crops, such as red and green in colour images of a blue
     * stain. The network sees 0 in it, in other images, too: it has learned nothing about this channel.
     */
    private static final double IGNORED = 1e30;

    /** Returns a network with initial weights. */
    Network initialise(Architecture architecture) {
        return Network.initialise(architecture.forClasses(train.classNames().size()),
                TensorShape.ofCrop(crops.size(), channels()), given.orElseGet(this::standardisation),
                settings.initialisation(), settings.seed());
    }

    Batches batches() {
        BatchSettings sizes = settings.batches();
        return sizes.balance() == Balance.BATCHES
                ? new BalancedBatches(train, sizes.size(), sizes.fewest(), settings.seed())
                : new NaturalBatches(train, sizes.size(), sizes.fewest(), settings.seed());
    }

    BatchMaker maker(Batches batches) {
        return new BatchMaker(train, batches, new CropAugmenter(settings.batches().augmentation(), quantity(),
                crops.background() == CropSettings.Background.ZERO, settings.seed()));
    }

    private Quantity quantity() {
        return crops.photometry() instanceof Photometry.Density ? Quantity.OPTICAL_DENSITY : Quantity.INTENSITY;
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

    private int channels() {
        return crops.channels().count();
    }

    /** Returns mean and standard deviation of each channel over all pixels of all crops. */
    Standardisation standardisation() {
        int channels = channels();
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        long count = 0;
        for (LabelledCrop labelled : train.crops()) {
            float[] values = labelled.crop().values();
            for (int i = 0; i < values.length; i += channels) {
                for (int channel = 0; channel < channels; channel++) {
                    float value = values[i + channel];
                    sums[channel] += value;
                    squares[channel] += (double) value * value;
                }
            }
            count += values.length / channels;
        }
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            double mean = sums[channel] / count;
            double deviation = Math.sqrt(Math.max(0, squares[channel] / count - mean * mean));
            means.add(mean);
            // Less is a rounding error of the sums.
            deviations.add(deviation > 1e-6 * Math.abs(mean) ? deviation : IGNORED);
        }
        if (deviations.stream().allMatch(deviation -> deviation == IGNORED)) {
            throw new InputException("every pixel of every training crop is " + means.get(0)
                    + (channels == 1 ? "" : ", in all channels") + ": the crops are blank; check the images and the"
                    + " segmentation");
        }
        return new Standardisation(means, deviations);
    }
}
