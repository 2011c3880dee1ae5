package io.github.nucleoscope.training;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Provenance;
import io.github.nucleoscope.classifier.Software;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.BalancedBatches;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network: balanced mini-batches, RMSProp, and after each epoch the loss on the validation part, which decides
 * which epoch's weights are kept and when to stop. The same data, settings, number of threads and machine give the
 * same network.
 */
public final class Trainer {

    private final TrainingSettings settings;
    private final TrainingListener listener;

    /** @param listener told of every mini-batch and epoch; may cancel */
    public Trainer(TrainingSettings settings, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Splits the crops, trains, and measures on the parts that were held out.
     *
     * @param architecture for any number of classes: {@code o} becomes a softmax where there are more than two
     * @throws IllegalArgumentException where the crops are too few or too small for the network
     * @throws TrainingException where the loss is not finite any more, or training was cancelled in its first epoch
     */
    public TrainingResult train(TrainingSet data, Architecture architecture) {
        Dataset all = data.dataset();
        all.requireCropsOfEveryClass();
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(all);
        listener.splitDone(split);
        Network start = Network.initialise(architecture.forClasses(all.classNames().size()),
                TensorShape.ofCrop(data.preparation().crops().size()), standardisation(split.train()),
                settings.initialisation(), settings.seed());
        try (Run run = new Run(start, split)) {
            run.train();
            List<NucleusClass> classes = NucleusClass.named(all.classNames());
            NucleusClassifier classifier = new NucleusClassifier(run.best, classes, data.preparation(),
                    provenance(data, run, List.of()));
            Optional<Judgement> validation = judge(classifier, split.validation());
            Optional<Judgement> test = judge(classifier, split.test());
            List<Provenance.HeldOut> heldOut = new ArrayList<>();
            test.ifPresent(t -> heldOut.addAll(figures(t.evaluation(), "test part")));
            validation.ifPresent(v -> heldOut.addAll(figures(v.evaluation(),
                    "validation part, which chose the epoch")));
            return new TrainingResult(new NucleusClassifier(run.best, classes, data.preparation(),
                    provenance(data, run, heldOut)), run.bestEpoch, run.history, split, validation, test,
                    run.warnings, run.cancelled);
        }
    }

    /** Mean and standard deviation over all pixels of all crops. */
    private static Standardisation standardisation(Dataset train) {
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
            throw new IllegalArgumentException("every pixel of every training crop is " + mean
                    + ": the crops are blank; check the images and the segmentation");
        }
        return new Standardisation(mean, deviation);
    }

    private static List<float[]> pixels(Dataset part) {
        return part.crops().stream().map(labelled -> labelled.crop().values()).toList();
    }

    private static Optional<Judgement> judge(NucleusClassifier classifier, Dataset part) {
        return part.size() == 0 ? Optional.empty() : Optional.of(Judgement.of(classifier, part));
    }

    private Provenance provenance(TrainingSet data, Run run, List<Provenance.HeldOut> heldOut) {
        Map<String, String> training = settings.describe();
        training.put("best_epoch", String.valueOf(run.bestEpoch));
        training.put("epochs_run", String.valueOf(run.history.size()));
        training.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Provenance(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Software.versions(), training,
                data.description(), Fingerprint.sha256(data.dataset()), heldOut);
    }

    private static List<Provenance.HeldOut> figures(Evaluation evaluation, String part) {
        String measuredOn = part + ": " + evaluation.measuredOn();
        return List.of(
                figure("accuracy", evaluation.accuracy(), measuredOn),
                figure("balanced accuracy", evaluation.balancedAccuracy(), measuredOn),
                figure("MCC", evaluation.mcc(), measuredOn),
                figure("AUC", evaluation.auc(), measuredOn));
    }

    private static Provenance.HeldOut figure(String name, Estimate estimate, String measuredOn) {
        return new Provenance.HeldOut(name, estimate.value(), estimate.ci95().low(), estimate.ci95().high(),
                measuredOn);
    }

    /** One training under way. */
    private final class Run implements AutoCloseable {

        private final Split split;
        private final Backpropagation backpropagation;
        private final RmsProp optimiser;
        private final WeightAverage average;
        private final Inference inference;
        private final List<EpochRecord> history = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private Network best;
        private int bestEpoch;
        private boolean cancelled;

        private Run(Network start, Split split) {
            this.split = split;
            backpropagation = new Backpropagation(start, settings.batchSize());
            try {
                optimiser = new RmsProp(backpropagation.parameters(), backpropagation.gradient(),
                        settings.learningRate());
                average = new WeightAverage(backpropagation.parameters(), WeightAverage.DECAY);
                inference = backpropagation.inference(average.average());
            } catch (RuntimeException | Error e) {
                // Fiji lives on after a lack of memory, and must not be left with less of it.
                backpropagation.close();
                throw e;
            }
        }

        private void train() {
            BalancedBatches batches = new BalancedBatches(split.train(), settings.batchSize(), settings.seed());
            double bestLoss = Double.POSITIVE_INFINITY;
            for (int epoch = 1; epoch <= settings.epochs() && !cancelled; epoch++) {
                EpochRecord record = epoch(epoch, batches);
                if (record == null) {
                    break;
                }
                history.add(record);
                if (!isFinite(average.average())) {
                    // Pooling and ReLU can swallow NaN: the loss alone does not show it.
                    diverged("the weights are not finite any more after epoch " + epoch);
                    break;
                }
                // Without a validation part there is nothing to choose by: the last epoch is kept.
                if (split.validation().size() == 0 || record.validationLoss() < bestLoss) {
                    bestLoss = record.validationLoss();
                    best = backpropagation.network(average.average());
                    bestEpoch = epoch;
                }
                listener.epochDone(record);
                if (split.validation().size() > 0 && epoch - bestEpoch >= settings.patience()) {
                    break;
                }
            }
            if (best == null) {
                throw new TrainingException(cancelled
                        ? "training was cancelled in its first epoch: there is no model yet"
                        : "no epoch had a finite validation loss: check that the validation part has crops");
            }
        }

        /** Keeps the best network so far, if there is one; otherwise there is nothing to keep. */
        private void diverged(String what) {
            String problem = what + ": lower the learning rate, now " + settings.learningRate();
            if (best == null) {
                throw new TrainingException(problem);
            }
            warnings.add("training ended early, " + problem);
        }

        private static boolean isFinite(INDArray values) {
            return Double.isFinite(values.sumNumber().doubleValue());
        }

        /** Null where training was cancelled or diverged before the epoch's end. */
        private EpochRecord epoch(int epoch, BalancedBatches batches) {
            long started = System.nanoTime();
            Dataset train = split.train();
            Augmentation augmentation = new Augmentation(settings.seed());
            int size = (int) train.crops().get(0).crop().pixels().dimension(0);
            int batchSize = settings.batchSize();
            float[] images = new float[Math.multiplyExact(batchSize, size * size)];
            int[] classes = new int[batchSize];
            Tally tally = new Tally(train.classNames().size());
            double loss = 0;
            int done = 0;
            for (int[] batch : batches.epoch(epoch)) {
                if (listener.isCancelled()) {
                    cancelled = true;
                    return null;
                }
                for (int i = 0; i < batchSize; i++) {
                    LabelledCrop labelled = train.crops().get(batch[i]);
                    int transform = settings.augment() ? augmentation.transform(epoch, done * batchSize + i) : 0;
                    Augmentation.write(labelled.crop().values(), size, transform, images, i * size * size);
                    classes[i] = labelled.classIndex();
                }
                long dropoutSeed = (settings.seed() * 1_000_003 + epoch) * 1_000_003 + done;
                double batchLoss = backpropagation.step(images, classes, dropoutSeed);
                if (!Double.isFinite(batchLoss)) {
                    diverged("the loss became " + batchLoss + " in epoch " + epoch);
                    return null;
                }
                optimiser.step();
                average.step();
                loss += batchLoss;
                for (int i = 0; i < batchSize; i++) {
                    tally.add(classes[i], backpropagation.predicted()[i], 0);
                }
                done++;
                listener.batchDone((long) (epoch - 1) * batches.batchCount() + done,
                        (long) settings.epochs() * batches.batchCount());
            }
            Tally validation = validate();
            return new EpochRecord(epoch, settings.learningRate(), loss / done, tally.balancedAccuracy(),
                    validation.balancedLoss(), validation.accuracy(), validation.balancedAccuracy(),
                    (System.nanoTime() - started) / 1e9);
        }

        private Tally validate() {
            Dataset part = split.validation();
            Tally tally = new Tally(part.classNames().size());
            List<float[]> logits = inference.logits(pixels(part));
            for (int i = 0; i < part.size(); i++) {
                int truth = part.crops().get(i).classIndex();
                tally.add(truth, Loss.mostProbable(logits.get(i)), Loss.of(logits.get(i), truth));
            }
            return tally;
        }

        @Override
        public void close() {
            inference.close();
            average.close();
            optimiser.close();
            backpropagation.close();
        }
    }
}
