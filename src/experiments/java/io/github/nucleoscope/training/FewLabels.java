package io.github.nucleoscope.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.PointTable;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.measurement.classifier.LogisticRegressionTrainer;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForestTrainer;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * Prints how good classifiers are that were trained on few labels, with the defaults: the ensemble, a single network, a
 * logistic regression and a random forest, on the same nuclei.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.training.FewLabels -Dexec.args="WHAT RARE FREQUENT DRAWS [RECIPE [FIRST]]"
 * </pre>
 *
 * <p>WHAT: a folder with {@code dna.tif} and {@code ph3.tif} (scikit-image's {@code human_mitosis}), whose nuclei are
 * drawn from the left half and judged in the right one; its name with {@code :right} in the end for the halves
 * exchanged; or {@code test-images}, whose nuclei are drawn from the fields that are not held out by the demo. A
 * nucleus is mitotic where its mean in {@code ph3.tif} is above 20. RARE, FREQUENT: labels of each class. DRAWS: how
 * many sets of labels are drawn, with the seeds from FIRST (default 1) on. RECIPE: default STANDARD.
 */
public final class FewLabels {

    private FewLabels() {}

    public static void main(String[] args) throws IOException {
        LabelDraws data = LabelDraws.of(args[0]);
        int[] wanted = {Integer.parseInt(args[1]), Integer.parseInt(args[2])};
        int draws = Integer.parseInt(args[3]);
        Recipe recipe = args.length > 4 ? Recipe.valueOf(args[4]) : Recipe.STANDARD;
        int first = args.length > 5 ? Integer.parseInt(args[5]) : 1;
        Path folder = Files.createTempDirectory("few-labels");
        Path judged = LabelDraws.write(data.judged(), folder.resolve("judged.csv"));
        List<double[]> all = new ArrayList<>();
        int covered = 0;
        for (int draw = first; draw < first + draws; draw++) {
            Path drawn = LabelDraws.write(data.draw(wanted, draw), folder.resolve("drawn.csv"));
            covered += draw(data.images(), drawn, judged, recipe, draw, all) ? 1 : 0;
        }
        String[] names = {"ensemble", "single network", "logistic regression", "random forest"};
        for (int i = 0; i < names.length; i++) {
            int method = i;
            double[] sorted = all.stream().mapToDouble(values -> values[method]).sorted().toArray();
            System.out.printf(Locale.ROOT, "%s: worst %.3f, median %.3f, mean %.3f%n", names[i], sorted[0],
                    (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
                    Arrays.stream(sorted).average().orElseThrow());
        }
        System.out.printf("the interval out of fold holds the balanced accuracy of the nuclei judged %d of %d times%n",
                covered, draws);
    }

    private static boolean draw(Path images, Path drawn, Path judged, Recipe recipe, long seed, List<double[]> all)
            throws IOException {
        Segmentation segmentation = SegmentationMethods.byDefault(Signal.FIRST.colour());
        TrainingSet read = new PointTable(drawn, images, ReadSettings.forTraining(CropRequest.AUTOMATIC, segmentation,
                SegmentationMethods::open, Signal.FIRST)).read(FileProgress.NONE);
        StartingPoint from = new StartingPoint.Random(recipe.network());
        EnsembleSettings settings = recipe.ensemble();
        long began = System.nanoTime();
        TrainingSet set = CropChoice.of(read, settings, from, Optional.empty(), TrainingListener.NONE);
        TrainingResult result = new EnsembleTrainer(settings, TrainingListener.NONE).train(set, from,
                Optional.empty());
        double seconds = (System.nanoTime() - began) / 1e9;
        TrainingSet unseen = new PointTable(judged, images, ReadSettings.forModel(result.classifier().preparation(),
                segmentation, SegmentationMethods::open, Signal.FIRST)).read(FileProgress.NONE);
        double[] values = {
            of(result.classifier(), unseen),
            of(new EnsembleTrainer(EnsembleSettings.single(recipe, recipe.settings().withParts(0.15, 0)),
                    TrainingListener.NONE).train(set, from, Optional.empty()).classifier(), unseen),
            of(measured(set, result, true), unseen), of(measured(set, result, false), unseen)};
        all.add(values);
        Estimate outOfFold = result.outOfFold().orElseThrow().evaluation().balancedAccuracy();
        boolean covered = outOfFold.ci95().contains(values[0]);
        System.out.printf(Locale.ROOT, "draw %d: ensemble %.3f (out of fold %s%s), single network %.3f, logistic"
                + " regression %.3f, random forest %.3f; %.0f s; %s; %s%n", seed, values[0], outOfFold,
                covered ? "" : " MISSED", values[1], values[2], values[3], seconds,
                set.preparation().crops().normalisation(), result.decisions());
        return covered;
    }

    private static double of(NucleusClassifier classifier, TrainingSet unseen) {
        return Judgement.of(classifier, unseen.dataset()).evaluation().balancedAccuracy().value();
    }

    /** Trains a classifier of measurements on all labels. */
    private static NucleusClassifier measured(TrainingSet set, TrainingResult result, boolean regression) {
        LabelledMeasurements nuclei = MeasuredNuclei.of(set.dataset(), set.preparation());
        MeasurementModel model = regression ? LogisticRegressionTrainer.train(nuclei, true)
                : RandomForestTrainer.train(nuclei, true, 1);
        List<String> names = set.dataset().classNames();
        return new NucleusClassifier(List.of(new Member.Measured(model)), NucleusClass.named(names),
                set.preparation(), false, Recalibration.none(names.size()), result.classifier().provenance());
    }
}
