package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.Contender.Remedied;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.SpeedTest;

/** Opens the test parts of a comparison and classifies them by all contenders: the only place that does. */
final class FinalTable {

    /** For how long the prediction speed of a network is measured. */
    private static final double SECONDS_OF_SPEED = 0.3;

    private final TrainingSet data;
    private final ComparisonSettings settings;
    private final SealedFolds folds;
    private final TrainingStore store;
    private final ComparisonListener listener;
    private final Set<String> warnings = new LinkedHashSet<>();
    /** The treatments of the trainings that were diagnosed. */
    private final Map<Training, Treatment> treatments = new LinkedHashMap<>();

    FinalTable(TrainingSet data, ComparisonSettings settings, SealedFolds folds, TrainingStore store,
            ComparisonListener listener) throws IOException {
        this.data = data;
        this.settings = settings;
        this.folds = folds;
        this.store = store;
        this.listener = listener;
        warnings.addAll(data.warnings());
        warnings.addAll(folds.warnings());
        for (Training training : settings.diagnosed() ? settings.trainings() : List.<Training>of()) {
            store.treatment(training).ifPresent(treatment -> treatments.put(training, treatment));
        }
    }

    /** Opens the test parts, once, when everything is decided. Empty if the listener cancels. */
    Optional<ComparisonResult> measure() throws IOException {
        List<Contender> contenders = settings.contenders(remedied());
        Map<LabelledCrop, Integer> indices = new IdentityHashMap<>();
        data.dataset().crops().forEach(crop -> indices.put(crop, indices.size()));
        List<List<FoldResult>> results = new ArrayList<>();
        contenders.forEach(contender -> results.add(new ArrayList<>()));
        List<List<TrainedNetwork>> trainings = new ArrayList<>();
        contenders.forEach(contender -> trainings.add(new ArrayList<>()));
        List<Stopwatch> watches = new ArrayList<>();
        contenders.forEach(contender -> watches.add(new Stopwatch()));
        for (long seed : settings.seeds()) {
            for (int fold = 0; fold < settings.folds(); fold++) {
                if (listener.isCancelled()) {
                    return Optional.empty();
                }
                listener.progress(1, "Opening the test parts");
                List<TestPart.Fixed<double[]>> measured = new ArrayList<>();
                for (int c = 0; c < contenders.size(); c++) {
                    Optional<Training> training = training(contenders.get(c), seed, fold);
                    if (training.isPresent()) {
                        TrainedNetwork trained = store.find(training.get()).orElseThrow();
                        trainings.get(c).add(trained);
                        warnings.addAll(trained.warnings());
                    }
                    TestPart.Fixed<double[]> fixed = fixed(contenders.get(c), training, seed, folds.train(seed, fold));
                    Stopwatch watch = watches.get(c);
                    measured.add(crops -> watch.time(crops.size(), () -> fixed.answers(crops)));
                }
                TestPart.Opened<double[]> opened = folds.test(seed, fold).open(measured);
                List<Integer> nuclei = opened.crops().crops().stream().map(indices::get).toList();
                for (int c = 0; c < contenders.size(); c++) {
                    results.get(c).add(FoldResult.of(seed, fold, nuclei,
                            outcomes(opened.crops(), opened.answers().get(c)), data.dataset().classNames()));
                }
            }
        }
        List<Standing> standings = new ArrayList<>();
        for (int c = 0; c < contenders.size(); c++) {
            boolean isNetwork = contenders.get(c) instanceof Net;
            standings.add(Standing.of(contenders.get(c), results.get(c), trainings.get(c),
                    isNetwork ? parameters((Net) contenders.get(c)) : 0,
                    isNetwork ? cropsPerSecond((Net) contenders.get(c)) : watches.get(c).perSecond(),
                    ComparisonResult.testByTrain(settings)));
        }
        return Optional.of(ComparisonResult.of(settings, data.dataset().classNames(), data.dataset().size(),
                data.description(), standings, stuckNetworks(standings), List.copyOf(warnings)));
    }

    private boolean hasRemedy(Training training) {
        return treatments.containsKey(training) && treatments.get(training).remedy().isPresent();
    }

    /** Returns the networks for which a remedy worked in any training, in their order. */
    private List<Remedied> remedied() {
        return treatments.keySet().stream().filter(this::hasRemedy).map(Training::network).distinct().sorted()
                .map(n -> new Remedied(settings.networks().get(n))).toList();
    }

    private List<StuckNetwork> stuckNetworks(List<Standing> standings) throws IOException {
        List<StuckNetwork> stuck = new ArrayList<>();
        for (int n = 0; n < settings.networks().size(); n++) {
            List<Treatment> ofNetwork = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (Map.Entry<Training, Treatment> treated : treatments.entrySet()) {
                if (treated.getKey().network() == n) {
                    ofNetwork.add(treated.getValue());
                    List<EpochRecord> history = store.find(treated.getKey()).orElseThrow().history();
                    if (!history.isEmpty()) {
                        losses.add(history.get(history.size() - 1).trainLoss());
                    }
                }
            }
            if (!ofNetwork.isEmpty()) {
                Remedied remedied = new Remedied(settings.networks().get(n));
                stuck.add(new StuckNetwork(standings.get(n), standings.stream()
                        .filter(standing -> standing.contender().equals(remedied)).findFirst(), ofNetwork, losses));
            }
        }
        return stuck;
    }

    /** Returns the training whose network a contender uses; empty for contenders that are not networks. */
    private Optional<Training> training(Contender contender, long seed, int fold) {
        if (contender instanceof Net network) {
            return Optional.of(new Training(settings.networks().indexOf(network), seed, fold));
        }
        if (contender instanceof Remedied remedied) {
            Training given = new Training(settings.networks().indexOf(remedied.network()), seed, fold);
            return Optional.of(hasRemedy(given) ? given.withRemedy() : given);
        }
        return Optional.empty();
    }

    private TestPart.Fixed<double[]> fixed(Contender contender, Optional<Training> training, long seed, Dataset train)
            throws IOException {
        if (contender instanceof Baseline baseline) {
            return MeasurementClassifier.train(baseline, train, data.preparation(),
                    settings.recipe().batches().balance() != Balance.NONE, seed);
        }
        if (training.isPresent() && store.find(training.get()).orElseThrow().hasModel()) {
            NucleusClassifier classifier = store.classifier(training.get());
            return crops -> {
                try (CropClassifier cropClassifier = new CropClassifier(classifier)) {
                    return cropClassifier.predict(crops).stream().map(Prediction::probabilities).toList();
                }
            };
        }
        int[] counts = train.countPerClass();
        double[] frequencies = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            frequencies[c] = (double) counts[c] / train.size();
        }
        return crops -> crops.stream().map(crop -> frequencies).toList();
    }

    private static List<Outcome> outcomes(Dataset crops, List<double[]> answers) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            LabelledCrop crop = crops.crops().get(i);
            outcomes.add(new Outcome(crop.classIndex(), answers.get(i), crop.crop().source(),
                    crop.crop().sourceKnown()));
        }
        return outcomes;
    }

    private long parameters(Net network) {
        return Network.weightShapes(architecture(network), data.preparation().inputShape())
                .values().stream().mapToLong(shape -> LongStream.of(shape).reduce(1, Math::multiplyExact)).sum();
    }

    private Architecture architecture(Net network) {
        return network.architecture().forClasses(data.dataset().classNames().size());
    }

    private double cropsPerSecond(Net network) {
        try (SpeedTest speed = SpeedTest.ofPrediction(architecture(network),
                data.preparation().inputShape())) {
            return speed.cropsPerSecond(SECONDS_OF_SPEED);
        }
    }

    /** Accumulates the time of predictions. */
    private static final class Stopwatch {

        private long nanos;
        private long crops;

        List<double[]> time(int count, Supplier<List<double[]>> work) {
            long started = System.nanoTime();
            List<double[]> answers = work.get();
            nanos += System.nanoTime() - started;
            crops += count;
            return answers;
        }

        double perSecond() {
            return crops / (nanos / 1e9);
        }
    }
}
