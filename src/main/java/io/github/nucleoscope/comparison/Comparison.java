package io.github.nucleoscope.comparison;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.Contender.Remedied;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.Folds;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.DiagnosisListener;
import io.github.nucleoscope.diagnosis.Diagnostician;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.RangeTest;
import io.github.nucleoscope.training.SpeedTest;
import io.github.nucleoscope.training.Trainer;
import io.github.nucleoscope.training.TrainingException;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Compares networks with each other, with classifiers of measurements and with the most frequent class, by repeated
 * grouped cross-validation: each seed makes folds of its own. In each fold every network is trained on the same crops,
 * chosen by the same validation part (split off from the fold's training part), with the same budget.
 *
 * <p>First all trainings are done; where it was asked for, those that ended at chance's loss are diagnosed by the same
 * nuclei, and done once more with the remedy that worked. The test parts are sealed meanwhile. Then each is opened,
 * once, by all contenders.
 * Nothing is known of any test part before everything is decided.
 */
public final class Comparison {

    /** How long the speed of prediction of a network is measured. */
    private static final double SECONDS_OF_SPEED = 0.3;

    /** How many epochs a diagnosis trains for. */
    private static final int DIAGNOSED_EPOCHS = 10;

    /** A training that ends with this share of chance's loss or more learnt nothing: mini-batches make 3 %. */
    private static final double AT_CHANCE = 0.97;

    /** A fold whose test part is sealed. */
    private record SealedFold(Dataset train, TestPart test) {

        static SealedFold of(Fold fold) {
            return new SealedFold(fold.train(), TestPart.seal(fold.test()));
        }
    }

    private final TrainingSet data;
    private final ComparisonSettings settings;
    private final TrainingStore store;
    private final ComparisonListener listener;
    private final List<List<SealedFold>> foldsOfSeeds = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final LongSupplier clock;
    private final int all;
    private int finished;

    /**
     * Makes the folds.
     *
     * @throws IllegalArgumentException where there are too few crops for the folds, or a network does not fit them
     */
    public Comparison(TrainingSet data, ComparisonSettings settings, TrainingStore store,
            ComparisonListener listener) {
        this(data, settings, store, listener, System::nanoTime);
    }

    /** @param clock nanoseconds since any moment: what a budget in minutes is measured by */
    Comparison(TrainingSet data, ComparisonSettings settings, TrainingStore store, ComparisonListener listener,
            LongSupplier clock) {
        this.data = data;
        this.settings = settings;
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        warnings.addAll(data.warnings());
        for (long seed : settings.seeds()) {
            Folds folds = new GroupedFolds(settings.folds(), seed).folds(data.dataset());
            foldsOfSeeds.add(folds.folds().stream().map(SealedFold::of).toList());
            warnings.addAll(folds.warnings());
        }
        // Hours later would be too late.
        settings.networks().forEach(this::parameters);
        all = settings.networks().size() * settings.seeds().size() * settings.folds();
    }

    private long parameters(Net network) {
        return Network.weightShapes(architecture(network), TensorShape.ofCrop(data.preparation().crops().size()))
                .values().stream().mapToLong(shape -> LongStream.of(shape).reduce(1, Math::multiplyExact)).sum();
    }

    private Architecture architecture(Net network) {
        return network.architecture().forClasses(data.dataset().classNames().size());
    }

    /** How many trainings there are in all. */
    public int trainings() {
        return all;
    }

    /** How many of them are finished. */
    public int finished() {
        return finished;
    }

    /**
     * Compares; what the store has is not done again. To be called once.
     *
     * @return empty where the listener ended it: then the store has what was finished, and a comparison of the same
     *     settings goes on from there
     * @throws IOException where the store cannot be read or written
     * @throws TrainingException where the time was too short for one epoch of a network
     */
    public Optional<ComparisonResult> run() throws IOException {
        try {
            for (Training training : trainingsAsGiven()) {
                if (store.find(training).isEmpty() && !train(training, trainingPart(training))) {
                    return Optional.empty();
                }
                finished++;
                listener.progress((double) finished / all, "Training");
            }
            if (settings.diagnosed() && !diagnose()) {
                return Optional.empty();
            }
            return measure();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** False where the listener ended it. */
    private boolean train(Training training, Dataset train) throws IOException {
        Net network = settings.networks().get(training.network());
        String doing = words(training);
        TrainingSettings recipe = settings.training(training.seed());
        double rate = recipe.optimiser().learningRate();
        String reason = "as given";
        boolean found = false;
        if (settings.tuned()) {
            Dataset part = new GroupedSplit(recipe.validationFraction(), 0, training.seed()).split(train).train();
            RangeTest test = RangeTest.of(part, data.preparation().crops(), network.architecture(), recipe,
                    new RangeTestListener(doing));
            if (test.cancelled()) {
                return false;
            }
            // Two digits say all that a range test knows.
            rate = test.chosen().map(chosen -> Double.valueOf(String.format(Locale.ROOT, "%.1e", chosen))).orElse(rate);
            found = test.chosen().isPresent();
            reason = found ? test.reason() : "the settings' rate, as the range test gave none: "
                    + test.reason();
        }
        return train(training, train, new Subject(network.architecture(),
                recipe.withOptimiser(recipe.optimiser().withLearningRate(rate))), found, reason);
    }

    private String words(Training training) {
        return String.format(Locale.ROOT, "%s%s, seed %d, fold %d of %d",
                settings.networks().get(training.network()).title(), training.remedied() ? ", remedied" : "",
                training.seed(), training.fold() + 1, settings.folds());
    }

    /** False where the listener ended it. */
    private boolean train(Training training, Dataset train, Subject subject, boolean found, String reason)
            throws IOException {
        String doing = words(training);
        double rate = subject.settings().optimiser().learningRate();
        TrainingSet part = new TrainingSet(train, data.preparation(), description(training), List.of());
        Optional<Checkpoint> checkpoint = store.checkpoint(training);
        TrainingRecorder recorder = new TrainingRecorder(training, doing,
                checkpoint.map(c -> c.history().stream().mapToDouble(EpochRecord::seconds).sum()).orElse(0.0));
        Trainer trainer = new Trainer(subject.settings(), recorder);
        try {
            TrainingResult result = checkpoint.isPresent()
                    ? trainer.resume(part, subject.architecture(), checkpoint.get())
                    : trainer.train(part, subject.architecture());
            if (listener.isCancelled()) {
                return false;
            }
            List<String> lines = new ArrayList<>(result.split().warnings());
            result.warnings().forEach(line -> lines.add(doing + ": " + line));
            store.keep(training, new TrainedNetwork(true, result.history(), result.bestEpoch(), rate, found,
                    reason, lines), Optional.of(result.classifier()));
            listener.trainingDone(String.format(Locale.ROOT, "%s: rate %.1e, %d epochs, best %d, validation loss %.3f",
                    doing, rate, result.history().size(), result.bestEpoch(),
                    result.history().get(result.bestEpoch() - 1).validationLoss()));
        } catch (TrainingException e) {
            if (listener.isCancelled()) {
                return false;
            }
            if (recorder.isTimeOver()) {
                throw new IllegalArgumentException(doing + ": not one epoch was done in " + settings.budget()
                        + ": give more time");
            }
            store.keep(training, new TrainedNetwork(false, List.of(), 0, rate, found, reason, List.of(doing
                    + ": it counts as the most frequent class, as there is no network: " + e.getMessage())),
                    Optional.empty());
            listener.trainingDone(doing + ": " + e.getMessage());
        }
        return true;
    }

    private String description(Training training) {
        return String.format(Locale.ROOT, "%s, the training part of fold %d of %d with seed %d", data.description(),
                training.fold() + 1, settings.folds(), training.seed());
    }

    /** Diagnoses the trainings that are stuck. False where the listener ended it. */
    private boolean diagnose() throws IOException {
        List<Training> stuck = new ArrayList<>();
        for (Training training : trainingsAsGiven()) {
            if (isStuck(training)) {
                stuck.add(training);
            }
        }
        for (Training training : stuck) {
            double done = (double) stuck.indexOf(training) / stuck.size();
            if (store.treatment(training).isEmpty() && !diagnose(training, done)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it diverged, or its training loss ended at chance's. */
    private boolean isStuck(Training training) throws IOException {
        TrainedNetwork trained = store.find(training).orElseThrow();
        return !trained.hasModel() || trained.history().get(trained.history().size() - 1).trainLoss()
                >= AT_CHANCE * RangeTest.chance(trainingPart(training), settings.recipe());
    }

    private Dataset trainingPart(Training training) {
        return foldsOfSeeds.get(settings.seeds().indexOf(training.seed())).get(training.fold()).train();
    }

    /** By its fold's training part alone; trains with the remedy that worked. False where the listener ended it. */
    private boolean diagnose(Training training, double done) throws IOException {
        TrainingSettings recipe = settings.training(training.seed());
        double rate = store.find(training).orElseThrow().learningRate();
        Dataset train = trainingPart(training);
        Split split = new GroupedSplit(recipe.validationFraction(), 0, training.seed()).split(train);
        Subject subject = new Subject(settings.networks().get(training.network()).architecture(),
                recipe.withOptimiser(recipe.optimiser().withLearningRate(rate)).withEpochs(DIAGNOSED_EPOCHS));
        Diagnosis diagnosis;
        try {
            diagnosis = new Diagnostician(new LearningParts(split.train(), split.validation(), data.preparation(),
                    description(training)), new DiagnosisProgress(words(training), done)).diagnose(subject);
        } catch (CancellationException e) {
            return false;
        }
        Optional<RemedyTrial> best = diagnosis.best();
        if (best.isPresent()) {
            Subject changed = best.get().trial().subject();
            // The remedy, for as long as all others were trained.
            if (!train(training.withRemedy(), train, new Subject(changed.architecture(), changed.settings()
                    .withEpochs(recipe.epochs()).withPatience(recipe.patience())), false,
                    "of the remedy: " + best.get().remedy().title())) {
                return false;
            }
        }
        store.keep(training, Treatment.of(diagnosis), diagnosis);
        listener.trainingDone(words(training) + ": " + diagnosis.verdict() + " " + diagnosis.advice());
        return true;
    }

    private List<Training> trainingsAsGiven() {
        List<Training> trainings = new ArrayList<>();
        for (long seed : settings.seeds()) {
            for (int fold = 0; fold < settings.folds(); fold++) {
                for (int n = 0; n < settings.networks().size(); n++) {
                    trainings.add(new Training(n, seed, fold));
                }
            }
        }
        return trainings;
    }

    private final class DiagnosisProgress implements DiagnosisListener {

        private final String doing;
        private final double done;

        private DiagnosisProgress(String doing, double done) {
            this.doing = doing;
            this.done = done;
        }

        @Override
        public void batchDone(String stage, long batches, long ofAll) {
            listener.progress(done, doing + ", diagnosis: " + stage);
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }

    private void progress(double shareOfTraining, String doing) {
        listener.progress(Math.min(1, (finished + shareOfTraining) / all), doing);
    }

    private final class RangeTestListener implements TrainingListener {

        private final String doing;

        private RangeTestListener(String doing) {
            this.doing = doing;
        }

        @Override
        public void batchDone(long done, long ofAll) {
            progress(0, doing + ", learning rate");
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }

    private final class TrainingRecorder implements TrainingListener {

        private final Training training;
        private final String doing;
        private final double secondsBefore;
        private final long started = clock.getAsLong();

        private TrainingRecorder(Training training, String doing, double secondsBefore) {
            this.training = training;
            this.doing = doing;
            this.secondsBefore = secondsBefore;
        }

        private double shareOfTime() {
            return settings.budget() instanceof Budget.Minutes minutes
                    ? (secondsBefore + (clock.getAsLong() - started) / 1e9) / (60 * minutes.most()) : 0;
        }

        boolean isTimeOver() {
            return shareOfTime() >= 1;
        }

        @Override
        public void batchDone(long done, long ofAll) {
            progress(settings.budget() instanceof Budget.Epochs ? (double) done / ofAll : Math.min(1, shareOfTime()),
                    doing);
        }

        @Override
        public void checkpoint(Supplier<Checkpoint> checkpoint) {
            try {
                store.keep(training, checkpoint.get());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled() || isTimeOver();
        }
    }

    /** All is decided: opens the test parts. Empty where the listener ends it. */
    private Optional<ComparisonResult> measure() throws IOException {
        List<Contender> contenders = settings.contenders(remedied());
        Map<LabelledCrop, Integer> indices = new IdentityHashMap<>();
        data.dataset().crops().forEach(crop -> indices.put(crop, indices.size()));
        List<List<FoldResult>> results = new ArrayList<>();
        contenders.forEach(contender -> results.add(new ArrayList<>()));
        List<List<TrainedNetwork>> trainings = new ArrayList<>();
        contenders.forEach(contender -> trainings.add(new ArrayList<>()));
        List<Stopwatch> watches = new ArrayList<>();
        contenders.forEach(contender -> watches.add(new Stopwatch()));
        for (int s = 0; s < settings.seeds().size(); s++) {
            long seed = settings.seeds().get(s);
            for (int fold = 0; fold < settings.folds(); fold++) {
                if (listener.isCancelled()) {
                    return Optional.empty();
                }
                listener.progress(1, "Opening the test parts");
                SealedFold sealed = foldsOfSeeds.get(s).get(fold);
                List<TestPart.Fixed<double[]>> measured = new ArrayList<>();
                for (int c = 0; c < contenders.size(); c++) {
                    Optional<Training> training = training(contenders.get(c), seed, fold);
                    if (training.isPresent()) {
                        TrainedNetwork trained = store.find(training.get()).orElseThrow();
                        trainings.get(c).add(trained);
                        warnings.addAll(trained.warnings());
                    }
                    TestPart.Fixed<double[]> fixed = fixed(contenders.get(c), training, seed, sealed.train());
                    Stopwatch watch = watches.get(c);
                    measured.add(crops -> watch.time(crops.size(), () -> fixed.answers(crops)));
                }
                TestPart.Opened<double[]> opened = sealed.test().open(measured);
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

    /** The networks for which a remedy worked in some training. */
    private List<Remedied> remedied() throws IOException {
        Set<Net> networks = new LinkedHashSet<>();
        for (Training training : diagnosed()) {
            if (store.treatment(training).orElseThrow().remedy().isPresent()) {
                networks.add(settings.networks().get(training.network()));
            }
        }
        return settings.networks().stream().filter(networks::contains).map(Remedied::new).toList();
    }

    private List<Training> diagnosed() throws IOException {
        List<Training> trainings = new ArrayList<>();
        for (Training training : settings.diagnosed() ? trainingsAsGiven() : List.<Training>of()) {
            if (store.treatment(training).isPresent()) {
                trainings.add(training);
            }
        }
        return trainings;
    }

    private List<StuckNetwork> stuckNetworks(List<Standing> standings) throws IOException {
        List<StuckNetwork> stuck = new ArrayList<>();
        for (int n = 0; n < settings.networks().size(); n++) {
            List<Treatment> treatments = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (Training training : diagnosed()) {
                if (training.network() == n) {
                    treatments.add(store.treatment(training).orElseThrow());
                    List<EpochRecord> history = store.find(training).orElseThrow().history();
                    if (!history.isEmpty()) {
                        losses.add(history.get(history.size() - 1).trainLoss());
                    }
                }
            }
            if (!treatments.isEmpty()) {
                Remedied remedied = new Remedied(settings.networks().get(n));
                stuck.add(new StuckNetwork(standings.get(n), standings.stream()
                        .filter(standing -> standing.contender().equals(remedied)).findFirst(), treatments, losses));
            }
        }
        return stuck;
    }

    /** By which a contender answers; empty for those that are no networks. */
    private Optional<Training> training(Contender contender, long seed, int fold) throws IOException {
        if (contender instanceof Net network) {
            return Optional.of(new Training(settings.networks().indexOf(network), seed, fold));
        }
        if (contender instanceof Remedied remedied) {
            Training given = new Training(settings.networks().indexOf(remedied.network()), seed, fold);
            boolean again = store.treatment(given).flatMap(Treatment::remedy).isPresent();
            return Optional.of(again ? given.withRemedy() : given);
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

    private double cropsPerSecond(Net network) {
        try (SpeedTest speed = SpeedTest.ofPrediction(architecture(network),
                TensorShape.ofCrop(data.preparation().crops().size()))) {
            return speed.cropsPerSecond(SECONDS_OF_SPEED);
        }
    }

    /** Adds up. */
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
