package io.github.nucleoscope.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Diagnoses trainings with one deliberate fault each, and healthy ones.
 *
 * <pre>
 * OMP_NUM_THREADS=1 mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.diagnosis.ConstructedCases -Dexec.args="SEED [REMEDIES [FROM [TO]]]"
 * </pre>
 *
 * <p>REMEDIES: false skips trying them. FROM and TO: only these cases, counted from 0, TO exclusive. The seed
 * determines the crops, the initial weights and everything else that is random.
 *
 * <p>Rules and cases were developed with seeds 1 to 3, 2026, 77777 and 424242; {@code src/site/diagnosis.md} has the
 * table for another one.
 */
public final class ConstructedCases {

    private static final String SMALL_DEEP = "16conv3x3 - mp2x2 - ";

    private ConstructedCases() {}

    /**
     * One training.
     *
     * @param made the deliberate fault; empty if there is none
     */
    record Case(String name, Optional<Cause> made, LongFunction<LearningParts> parts, Subject subject) {

        /**
         * Whether the diagnosis is right: the cause is seen and the network is not called healthy; or, for a healthy
         * network, nothing is proposed.
         */
        boolean isRight(Diagnosis diagnosis) {
            return made.map(cause -> diagnosis.seen().contains(cause) && !diagnosis.isHealthy())
                    .orElse(diagnosis.isHealthy() && Diagnostician.proposals(diagnosis).isEmpty());
        }
    }

    private static Subject subject(String network, Initialisation initialisation, Algorithm algorithm, double rate,
            int epochs) {
        TrainingSettings settings = Recipe.ORIGINAL.settings();
        return new Subject(Architecture.parse(network), settings.withInitialisation(initialisation)
                .withOptimiser(new OptimiserSettings(algorithm, rate, 0, 0)).withEpochs(epochs));
    }

    private static Subject healthy(String network, double rate, int epochs) {
        return subject(network, Initialisation.HE_NORMAL, Algorithm.RMSPROP, rate, epochs);
    }

    private static Subject unaugmented(Subject subject) {
        return subject.withSettings(subject.settings().withBatches(subject.settings().batches()
                .withAugmentation(Augmentation.NONE)));
    }

    private static LongFunction<LearningParts> blobs(int train) {
        return seed -> DrawnParts.of(DrawnParts.blobs(0.5, 2, 4), 2, train, 150, seed);
    }

    private static LongFunction<LearningParts> hard(int train) {
        return seed -> DrawnParts.of(DrawnParts.blobs(1.5, 2, 3), 2, train, 150, seed);
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("VGG-13 of width 1/8, Glorot, RMSProp 1e-3", Optional.of(Cause.COLLAPSE), hard(300),
                subject("vgg13@1/8", Initialisation.GLOROT_UNIFORM, Algorithm.RMSPROP, 1e-3, 6)));
        cases.add(new Case("16 plain convolutions, Glorot", Optional.of(Cause.ACTIVATION_VARIANCE), blobs(300),
                subject(SMALL_DEEP + "16x(16conv3x3) - gap - o", Initialisation.GLOROT_UNIFORM, Algorithm.RMSPROP,
                        1e-3, 8)));
        cases.add(new Case("10 residual blocks without batch normalisation", Optional.of(Cause.ACTIVATION_VARIANCE),
                blobs(300), healthy(SMALL_DEEP + "10x(res(16conv3x3 - 16conv3x3)) - gap - o", 1e-3, 8)));
        cases.add(new Case("28 plain convolutions, Glorot, SGD 0.01", Optional.of(Cause.GRADIENTS), blobs(300),
                subject(SMALL_DEEP + "28x(8conv3x3) - gap - o", Initialisation.GLOROT_UNIFORM, Algorithm.SGD, 0.01,
                        8)));
        cases.add(new Case("shallow, RMSProp 0.03", Optional.of(Cause.DEAD_RELUS), hard(300),
                healthy("shallow", 0.03, 8)));
        cases.add(new Case("VGG-11 of width 1/8, He, RMSProp 0.1", Optional.of(Cause.RATE_TOO_HIGH), blobs(300),
                healthy("vgg11@1/8", 0.1, 8)));
        cases.add(new Case("shallow, RMSProp 1e-7", Optional.of(Cause.RATE_TOO_LOW), blobs(300),
                healthy("shallow", 1e-7, 8)));
        cases.add(new Case("shallow, SGD 1e-7", Optional.of(Cause.UPDATE_RATIO), blobs(300),
                subject("shallow", Initialisation.HE_NORMAL, Algorithm.SGD, 1e-7, 8)));
        Subject shallow = subject("shallow", Initialisation.HE_NORMAL, Algorithm.SGD, 0.01, 8);
        cases.add(new Case("shallow, SGD 0.01, pixels as they are", Optional.of(Cause.UNSTANDARDISED_INPUTS),
                blobs(300), new Subject(shallow.architecture(), shallow.settings(),
                        Optional.of(Standardisation.NONE))));
        cases.add(new Case("dropout 0.9 on 8 units, twice", Optional.of(Cause.DROPOUT), hard(300),
                healthy("16conv3x3 - mp2x2 - 16conv3x3 - mp2x2 - fc8 - drop0.9 - fc8 - drop0.9 - o", 1e-3, 8)));
        cases.add(new Case("40 plain convolutions, He", Optional.of(Cause.DEGRADATION), blobs(300),
                healthy(SMALL_DEEP + "40x(8conv3x3) - gap - o", 1e-3, 8)));
        cases.add(new Case("40 noisy crops a class, 60 epochs", Optional.of(Cause.OVERFITTING),
                seed -> DrawnParts.of(DrawnParts.blobs(1, 2, 4), 2, 40, 150, seed),
                unaugmented(healthy("shallow", 3e-4, 60))));
        cases.add(new Case("30 crops a class, 60 epochs", Optional.of(Cause.TOO_LITTLE_DATA),
                seed -> DrawnParts.of(DrawnParts.blobs(0.5, 2, 4), 2, 30, 300, seed),
                unaugmented(healthy("shallow", 3e-4, 60))));
        cases.add(new Case("shallow, Adam 1e-4, 3 epochs", Optional.of(Cause.TOO_FEW_EPOCHS), blobs(300),
                subject("shallow", Initialisation.HE_NORMAL, Algorithm.ADAM, 1e-4, 3)));
        cases.add(new Case("random labels", Optional.of(Cause.UNLEARNABLE_LABELS),
                seed -> DrawnParts.withRandomLabels(blobs(300).apply(seed), seed), healthy("shallow", 1e-3, 10)));
        cases.add(new Case("shallow on blobs", Optional.empty(), blobs(300), healthy("shallow", 1e-3, 8)));
        cases.add(new Case("shallow with dropout 0.3 on stripes", Optional.empty(),
                seed -> DrawnParts.of(DrawnParts.stripes(1), 2, 300, 150, seed),
                healthy("32conv3x3 - mp2x2 - 32conv3x3 - mp2x2 - 64conv5x5 - mp2x2 - fc32 - drop0.3 - fc32 - o", 1e-3,
                        8)));
        cases.add(new Case("VGG-11 of width 1/8, He, on blobs", Optional.empty(), blobs(300),
                healthy("vgg11@1/8", 1e-3, 14)));
        cases.add(new Case("ResNet-18 of width 1/8 on stripes", Optional.empty(),
                seed -> DrawnParts.of(DrawnParts.stripes(1), 2, 300, 150, seed), healthy("resnet18@1/8", 1e-3, 8)));
        cases.add(new Case("plain network of 18 layers, width 1/8, on blobs", Optional.empty(), blobs(300),
                healthy("plain18@1/8", 1e-3, 10)));
        cases.add(new Case("small network on spots", Optional.empty(),
                seed -> DrawnParts.of(DrawnParts.spots(0.5), 2, 300, 150, seed),
                healthy("16conv3x3 - mp2x2 - 16conv3x3 - mp2x2 - fc32 - o", 1e-3, 10)));
        cases.add(new Case("ResNet-20 on three classes of blobs", Optional.empty(),
                seed -> DrawnParts.of(DrawnParts.blobs(0.3, 2, 4, 8), 3, 200, 100, seed),
                healthy("resnet20", 1e-3, 8)));
        cases.add(new Case("shallow, Adam, Glorot, on stripes", Optional.empty(),
                seed -> DrawnParts.of(DrawnParts.stripes(1), 2, 300, 150, seed),
                subject("shallow", Initialisation.GLOROT_UNIFORM, Algorithm.ADAM, 1e-3, 8)));
        return cases;
    }

    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        boolean remedies = args.length < 2 || Boolean.parseBoolean(args[1]);
        int from = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        int to = args.length > 3 ? Integer.parseInt(args[3]) : all().size();
        int made = 0;
        int right = 0;
        int healthy = 0;
        int falseAlarms = 0;
        for (Case one : all().subList(from, to)) {
            long started = System.nanoTime();
            Subject subject = one.subject().withSettings(one.subject().settings().withSeed(seed));
            Diagnostician diagnostician = new Diagnostician(one.parts().apply(seed), DiagnosisListener.NONE);
            Diagnosis diagnosis = remedies ? diagnostician.diagnose(subject) : diagnostician.examine(subject);
            boolean isRight = one.isRight(diagnosis);
            if (one.made().isPresent()) {
                made++;
                right += isRight ? 1 : 0;
            } else {
                healthy++;
                falseAlarms += isRight ? 0 : 1;
            }
            System.out.printf(Locale.ROOT, "%n## %s | fault: %s | %s (%.0f s)%n%s%n%s%n", one.name(),
                    one.made().map(Cause::name).orElse("nothing"), isRight ? "RIGHT" : "WRONG",
                    (System.nanoTime() - started) / 1e9, diagnosis.verdict(), diagnosis.advice());
            diagnosis.evidence().network().history().forEach(epoch -> System.out.printf(Locale.ROOT,
                    "  epoch %d: loss %.3f, validation %.3f%n", epoch.epoch(), epoch.trainLoss(),
                    epoch.validationLoss()));
            diagnosis.findings().forEach(finding -> System.out.println("  " + finding.verdict() + " "
                    + finding.cause() + ": " + finding.sentence()));
            diagnosis.remedies().forEach(tried -> System.out.println("  -> " + tried.remedy().title() + ": "
                    + tried.sentence()));
            System.out.println("| " + one.name() + " | " + one.made().map(Cause::name).orElse("nothing") + " | "
                    + diagnosis.seen().stream().map(Cause::name).collect(Collectors.joining(", ")) + " | "
                    + (remedies ? diagnosis.remedies().stream()
                            .map(tried -> tried.remedy() + (tried.worked() ? " (worked)" : ""))
                            : Diagnostician.proposals(diagnosis).stream().map(remedy -> remedy + " (proposed)"))
                            .collect(Collectors.joining(", ")) + " | " + (isRight ? "right" : "wrong") + " |");
        }
        System.out.printf("%n%d of %d deliberate faults seen; %d false alarms on %d healthy runs%n", right, made,
                falseAlarms, healthy);
    }
}
