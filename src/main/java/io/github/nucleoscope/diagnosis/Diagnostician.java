package io.github.nucleoscope.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.Observation;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.RangeTest;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Trainer;
import io.github.nucleoscope.training.TrainingException;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Finds out why a network does not learn: trains it for a few epochs under observation, along with the shallow network
 * and the network itself on shuffled labels, and applies rules. If it is not healthy, the remedies that match the
 * findings are tried for the same number of epochs. No test part is involved. The diagnosis is reproducible for the
 * same data, settings and machine.
 */
public final class Diagnostician {

    /** The network that deeper ones are compared with: it learnt where VGG did not. */
    static final Architecture SHALLOW = Architecture.SHALLOW;

    /** The largest number of remedies that are tried. */
    static final int MOST_REMEDIES = 5;

    private static final double LEAST_IMPROVEMENT = 0.02;
    private static final double[] USUAL_RATES = {1e-3, 1e-4};
    private static final double ALIKE = 3.2;
    private static final int OBSERVED_STEPS = 30;
    private static final int REFERENCE_EPOCHS = 30;
    private static final double REFERENCE_RATE = 1e-3;

    private final LearningParts parts;
    private final DiagnosisListener listener;
    /** The network trained with another seed; null until a remedy needs it. */
    private Trial otherSeed;

    /** @param listener told of every mini-batch; may cancel */
    public Diagnostician(LearningParts parts, DiagnosisListener listener) {
        this.parts = parts;
        this.listener = listener;
    }

    /**
     * Diagnoses a network. To be called once.
     *
     * @param given the network; it is trained for the number of epochs in its settings, without early stopping
     * @throws CancellationException if the listener cancels
     * @throws InputException if the crops are too few or too small for the network
     */
    public Diagnosis diagnose(Subject given) {
        Diagnosis examined = examine(given);
        List<RemedyTrial> remedies = new ArrayList<>();
        for (Remedy remedy : proposals(examined)) {
            remedies.add(tryRemedy(remedy, examined.evidence()));
        }
        return new Diagnosis(examined.evidence(), examined.findings(), remedies);
    }

    /** Returns the remedies that are worth trying, in the order of {@link Remedy}; none for a healthy network. */
    static List<Remedy> proposals(Diagnosis examined) {
        return !examined.evidence().canValidate() || examined.isHealthy() ? List.of()
                : choose(examined.evidence(), examined.findings());
    }

    /** Collects the evidence and applies the rules, without trying remedies. */
    Diagnosis examine(Subject given) {
        TrainingSettings settings = given.settings().withPatience(given.settings().epochs());
        Subject subject = given.withSettings(settings);
        Trial network = train("network", subject, parts, true);
        Optional<Trial> shallower = Architectures.depth(subject.architecture()) <= Architectures.depth(SHALLOW)
                ? Optional.empty() : Optional.of(train("shallow network", subject.withArchitecture(SHALLOW), parts,
                        false));
        Trial shuffled = train("network on shuffled labels", subject, shuffled(), false);
        RangeTest range = RangeTest.of(parts.train(), parts.preparation().crops(), subject.architecture(), settings,
                subject.standardisation(), new Forwarding("learning-rate range test", false));
        if (range.cancelled()) {
            throw new CancellationException();
        }
        List<Trial> otherRates = range.chosen().isEmpty() && Evidence.isStuck(network) ? otherRates(subject)
                : List.of();
        List<Trial> halves = OverfittingRule.hasGap(network) ? halves(subject) : List.of();
        Optional<Trial> reference = network.learnt() || shallower.filter(Trial::learnt).isPresent()
                ? Optional.empty() : Optional.of(train("reference network", reference(settings), parts, false));
        Evidence evidence = new Evidence(parts, RangeTest.chance(parts.train(), settings), network, shallower, shuffled,
                range, otherRates, halves, reference);
        List<Ruling> findings = Rule.ALL.stream().map(rule -> rule.judge(evidence)).toList();
        return new Diagnosis(evidence, findings, List.of());
    }

    /** Returns the parts with the training labels shuffled; the validation part keeps its own. */
    private LearningParts shuffled() {
        List<LabelledCrop> crops = parts.train().crops();
        int[] classes = parts.train().classIndices();
        Random random = new Random(1);
        for (int i = classes.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = classes[i];
            classes[i] = classes[j];
            classes[j] = swapped;
        }
        List<LabelledCrop> dealt = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            dealt.add(new LabelledCrop(crops.get(i).crop(), classes[i], crops.get(i).origin()));
        }
        return new LearningParts(new Dataset(parts.train().classNames(), dealt), parts.validation(),
                parts.preparation(), parts.description() + ", labels shuffled");
    }

    /** Trains at rates that are usual for the optimiser, except those close to the network's own. */
    private List<Trial> otherRates(Subject subject) {
        double now = subject.settings().optimiser().learningRate();
        double factor = subject.settings().optimiser().algorithm() == Algorithm.SGD ? 10 : 1;
        List<Trial> trials = new ArrayList<>();
        for (double usual : USUAL_RATES) {
            double rate = factor * usual;
            if (rate < now / ALIKE || rate > now * ALIKE) {
                trials.add(train(String.format(Locale.ROOT, "network at a rate of %.0e", rate),
                        subject.withLearningRate(rate), parts, false));
            }
        }
        return trials;
    }

    /** Trains on each half of the training part, split by source image if possible, for as many steps in all. */
    private List<Trial> halves(Subject subject) {
        Split split = new GroupedSplit(0.5, 0, subject.settings().seed()).split(parts.train());
        int epochs = 2 * subject.settings().epochs();
        Subject longer = subject.withSettings(subject.settings().withEpochs(epochs).withPatience(epochs));
        List<Trial> trials = new ArrayList<>();
        for (Dataset half : List.of(split.train(), split.validation())) {
            if (Arrays.stream(half.countPerClass()).min().orElseThrow() == 0) {
                return List.of();
            }
            trials.add(train("network on " + (trials.isEmpty() ? "one" : "the other") + " half of the training crops",
                    longer, new LearningParts(half, parts.validation(), parts.preparation(),
                            parts.description() + ", half of it"), false));
        }
        return trials;
    }

    /** The shallow network with batch normalisation, trained long and without augmentation: it fits all that can be. */
    private static Subject reference(TrainingSettings settings) {
        TrainingSettings standard = Recipe.ORIGINAL.settings();
        int epochs = Math.max(REFERENCE_EPOCHS, settings.epochs());
        return new Subject(Architectures.normalised(SHALLOW).orElseThrow(), standard
                .withOptimiser(standard.optimiser().withLearningRate(REFERENCE_RATE))
                .withBatches(settings.batches().withAugmentation(Augmentation.NONE))
                .withEpochs(epochs).withPatience(epochs).withSeed(settings.seed()));
    }

    private Trial train(String name, Subject subject, LearningParts on, boolean observe) {
        Forwarding forwarding = new Forwarding(name, observe);
        TrainingResult result;
        try {
            result = new Trainer(subject.settings(), forwarding, subject.standardisation())
                    .train(on, subject.architecture());
        } catch (TrainingException e) {
            if (listener.isCancelled()) {
                throw new CancellationException();
            }
            return new Trial(name, subject, List.of(), forwarding.observations, Optional.empty(),
                    Optional.of(e.getMessage()));
        }
        if (result.cancelled()) {
            throw new CancellationException();
        }
        Network network = result.calibration().removeFrom(result.classifier().network());
        return new Trial(name, subject, result.history(), forwarding.observations,
                Optional.of(new Trial.OnBothParts(Answers.of(network, on.train()),
                        Answers.of(network, on.validation()))), result.warnings().stream().findFirst());
    }

    /** Returns the remedies that match the most findings, in the order of {@link Remedy}. */
    static List<Remedy> choose(Evidence evidence, List<Ruling> findings) {
        List<Cause> seen = Diagnosis.seen(findings);
        if (seen.contains(Cause.UNLEARNABLE_LABELS)) {
            return List.of();
        }
        // If the network is stuck and no rule says why, what helps against collapse is worth trying.
        List<Cause> against = seen.isEmpty() || evidence.isStuck() && !seen.contains(Cause.COLLAPSE)
                ? join(seen, Cause.COLLAPSE) : seen;
        List<Remedy> fitting = new ArrayList<>();
        for (Remedy remedy : Remedy.values()) {
            if (votes(remedy, against) > 0 && remedy.apply(evidence.subject(), evidence).isPresent()) {
                fitting.add(remedy);
            }
        }
        List<Remedy> best = fitting.stream()
                .sorted(Comparator.comparingLong((Remedy remedy) -> -votes(remedy, against)))
                .limit(MOST_REMEDIES).toList();
        return fitting.stream().filter(best::contains).toList();
    }

    private static List<Cause> join(List<Cause> causes, Cause further) {
        List<Cause> joined = new ArrayList<>(causes);
        joined.add(further);
        return joined;
    }

    private static long votes(Remedy remedy, List<Cause> seen) {
        return seen.stream().filter(remedy.against()::contains).count();
    }

    private RemedyTrial tryRemedy(Remedy remedy, Evidence evidence) {
        Subject subject = evidence.subject();
        Subject changed = remedy.apply(subject, evidence).orElseThrow();
        double needed = LEAST_IMPROVEMENT * evidence.chance();
        Trial trial = train(remedy.title(), changed, parts, false);
        Optional<Estimate> improvement = improvement(evidence.network(), trial);
        Optional<Estimate> again = Optional.empty();
        if (trial.learnt() && RemedyTrial.isClear(improvement, needed)) {
            if (otherSeed == null) {
                otherSeed = train("network with another seed", reseeded(subject), parts, false);
            }
            again = improvement(otherSeed, train(remedy.title() + " with another seed", reseeded(changed), parts,
                    false));
        }
        return new RemedyTrial(remedy, trial, improvement, again, needed);
    }

    private static Subject reseeded(Subject subject) {
        return subject.withSettings(subject.settings().withSeed(subject.settings().seed() + 1));
    }

    /** A network that diverged is treated as uninformative: its loss is that of chance for every crop. */
    private Optional<Estimate> improvement(Trial before, Trial after) {
        if (after.answers().isEmpty()) {
            return Optional.empty();
        }
        Answers old = before.answers().isPresent() ? before.validation()
                : after.validation().withLoss(RangeTest.chance(parts.train(), before.subject().settings()));
        return Optional.of(old.lossAbove(after.validation()));
    }

    /** Forwards the progress of a training and keeps its observations: first and last step, and some in between. */
    private final class Forwarding implements TrainingListener {

        private final String stage;
        private final boolean observe;
        private final List<Observation> observations = new ArrayList<>();
        private long all;

        private Forwarding(String stage, boolean observe) {
            this.stage = stage;
            this.observe = observe;
        }

        @Override
        public boolean observes(long step) {
            return observe && (step == 0 || step == all - 1
                    || all > 0 && step % Math.max(1, all / OBSERVED_STEPS) == 0);
        }

        @Override
        public void observed(Observation observation) {
            observations.add(observation);
        }

        @Override
        public void batchDone(long done, long allSteps) {
            all = allSteps;
            listener.batchDone(stage, done, allSteps);
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }
}
