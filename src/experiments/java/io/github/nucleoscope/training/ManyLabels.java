package io.github.nucleoscope.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * Prints how good classifiers are that were trained on many labels, with the defaults: the ensemble, a single network,
 * and one network that learned from all crops, for as many epochs as the members of the ensemble, either the labels or
 * what the ensemble says of each crop (distillation: Hinton et al., "Distilling the knowledge in a neural network",
 * 2015). All are judged on images that they did not see, by an outer cross-validation.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.training.ManyLabels -Dexec.args="FOLDER FOLDS OUT [FOLD...]"
 * </pre>
 *
 * <p>FOLDER: labelled crops. FOLDS: number of outer folds. OUT: receives every prediction, as CSV. FOLD: which of the
 * folds to train for, from 1; default all.
 */
public final class ManyLabels {

    private ManyLabels() {}

    public static void main(String[] args) throws IOException {
        TrainingSet all = TrainingSource.of(Path.of(args[0]), null, false,
                ReadSettings.forTraining(CropRequest.AUTOMATIC, SegmentationMethods.byDefault(Signal.FIRST.colour()),
                        SegmentationMethods::open, Signal.FIRST)).read(FileProgress.NONE);
        int count = Integer.parseInt(args[1]);
        List<Fold> folds = new GroupedFolds(count, 1).folds(all.dataset()).folds();
        int[] chosen = args.length == 3 ? IntStream.rangeClosed(1, count).toArray()
                : IntStream.range(3, args.length).map(i -> Integer.parseInt(args[i])).toArray();
        Map<String, List<Judgement.Answer>> answers = new LinkedHashMap<>();
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(args[2])), true,
                StandardCharsets.UTF_8)) {
            for (int number : chosen) {
                Fold fold = folds.get(number - 1);
                judge(of(all, fold.train()), of(all, fold.test())).forEach((method, judgement) -> {
                    print("fold " + number + ", " + method, judgement.evaluation());
                    answers.computeIfAbsent(method, name -> new ArrayList<>()).addAll(judgement.answers());
                    judgement.answers().forEach(answer -> out.println(number + "," + method.replace(',', ';') + ","
                            + answer.crop().crop().source() + "," + answer.truth() + ","
                            + answer.prediction().probabilities()[1]));
                });
            }
        }
        answers.forEach((method, ofAll) ->
                print("all folds, " + method, Judgement.of(all.dataset().classNames(), ofAll).evaluation()));
    }

    private static void print(String what, Evaluation evaluation) {
        System.out.printf(Locale.ROOT, "%s: balanced accuracy %s, AUC %s%n", what, evaluation.balancedAccuracy(),
                evaluation.auc());
    }

    private static TrainingSet of(TrainingSet all, Dataset part) {
        return new TrainingSet(part, all.preparation(), all.description(), List.of(), all.open());
    }

    private static Map<String, Judgement> judge(TrainingSet read, TrainingSet unseen) {
        Recipe recipe = Recipe.STANDARD;
        StartingPoint from = new StartingPoint.Random(recipe.network());
        TrainingSet set = CropChoice.of(read, recipe.ensemble(), from, Optional.empty(), TrainingListener.NONE);
        Dataset judged = unseen.with(set.preparation().crops().size(), set.preparation().crops().normalisation())
                .dataset();
        Map<String, Judgement> judgements = new LinkedHashMap<>();
        long began = System.nanoTime();
        TrainingResult ensemble = new EnsembleTrainer(recipe.ensemble(), TrainingListener.NONE).train(set, from,
                Optional.empty());
        System.out.printf(Locale.ROOT, "%.0f s; %s; %s; out of fold %s, AUC %s%n", (System.nanoTime() - began) / 1e9,
                set.preparation().crops(), ensemble.decisions(),
                ensemble.outOfFold().orElseThrow().evaluation().balancedAccuracy(),
                ensemble.outOfFold().orElseThrow().evaluation().auc());
        NucleusClassifier teacher = ensemble.classifier();
        judgements.put("ensemble", Judgement.of(teacher, judged));
        judgements.put("networks of the ensemble", Judgement.of(of(teacher, teacher.members().stream()
                .filter(member -> member instanceof Member.Net).toList()), judged));
        for (int m = 0; m < teacher.networks().size(); m++) {
            judgements.put("network " + (m + 1) + " of the ensemble", Judgement.of(of(teacher,
                    List.of(new Member.Net(teacher.networks().get(m)))), judged));
        }
        judgements.put("single network", Judgement.of(new EnsembleTrainer(EnsembleSettings.single(recipe,
                recipe.settings().withParts(0.15, 0)), TrainingListener.NONE).train(set, from, Optional.empty())
                .classifier(), judged));
        int epochs = ensemble.bestEpoch();
        judgements.put("network of all crops", Judgement.of(of(teacher, List.of(new Member.Net(learn(set, from,
                epochs, labels(set))))), judged));
        judgements.put("distilled network", Judgement.of(of(teacher, List.of(new Member.Net(learn(set, from, epochs,
                taught(teacher, set))))), judged));
        return judgements;
    }

    private static NucleusClassifier of(NucleusClassifier teacher, List<Member> members) {
        return new NucleusClassifier(members, NucleusClass.named(teacher.classNames()), teacher.preparation(),
                teacher.testTimeAugmentation(), Recalibration.none(teacher.classNames().size()),
                teacher.provenance());
    }

    /** Returns the labels of crops as probabilities of the classes. */
    private static double[][] labels(TrainingSet set) {
        double[][] probabilities = new double[set.dataset().size()][set.dataset().classNames().size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i][set.dataset().crops().get(i).classIndex()] = 1;
        }
        return probabilities;
    }

    /** Returns what the ensemble says of crops. */
    private static double[][] taught(NucleusClassifier teacher, TrainingSet set) {
        return Judgement.of(teacher, set.dataset()).answers().stream()
                .map(answer -> answer.prediction().probabilities()).toArray(double[][]::new);
    }

    /** Trains a network on all crops. */
    private static Network learn(TrainingSet set, StartingPoint from, int epochs, double[][] targets) {
        TrainingSettings standard = Recipe.STANDARD.ensemble().training();
        TrainingSettings settings = standard.withEpochs(epochs).withSeed(77)
                .withSchedule(standard.schedule().shortened(epochs, standard.epochs()));
        TrainingPart part = new TrainingPart(set.dataset(), set.preparation().crops(), settings, Optional.empty());
        ClassificationTask task = new ClassificationTask(new Development(set.dataset(),
                set.dataset().subset(new int[0])), part, set.preparation(), "");
        return TrainingLoop.run(new TaughtTask(task, part.batches(), targets), StartingNetworks.network(from, part, 0),
                settings, TrainingListener.NONE, Optional.empty()).network();
    }
}
