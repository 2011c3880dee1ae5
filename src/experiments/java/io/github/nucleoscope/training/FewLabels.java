package io.github.nucleoscope.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.process.ImageProcessor;
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
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.measurement.classifier.LabelledMeasurements;
import io.github.nucleoscope.measurement.classifier.LogisticRegressionTrainer;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForestTrainer;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.synthetic.TestImages;
import io.github.nucleoscope.workflow.SegmentationMethods;
import net.imglib2.Cursor;
import net.imglib2.type.logic.BitType;

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
 * exchanged; or {@code test-images}, whose nuclei are drawn from the fields that are not held out by the demo. A nucleus
 * is mitotic where its mean in {@code ph3.tif} is above 20. RARE, FREQUENT: labels of each class. DRAWS: how many sets
 * of labels are drawn, with the seeds from FIRST (default 1) on. RECIPE: default STANDARD.
 */
public final class FewLabels {

    private static final double MITOTIC = 20;

    private FewLabels() {}

    /** One labelled nucleus of a table. */
    private record Row(String image, int x, int y, String name) {

        String text() {
            return image + "," + x + "," + y + "," + name;
        }
    }

    /** Nuclei to draw from, and nuclei to judge by. */
    private record Data(Path images, List<Row> pool, List<Row> judged) {}

    public static void main(String[] args) throws IOException {
        Data data = args[0].equals("test-images") ? testImages() : mitosis(args[0]);
        int[] wanted = {Integer.parseInt(args[1]), Integer.parseInt(args[2])};
        int draws = Integer.parseInt(args[3]);
        Recipe recipe = args.length > 4 ? Recipe.valueOf(args[4]) : Recipe.STANDARD;
        int first = args.length > 5 ? Integer.parseInt(args[5]) : 1;
        Path folder = Files.createTempDirectory("few-labels");
        Path judged = write(data.judged(), folder.resolve("judged.csv"));
        List<double[]> all = new ArrayList<>();
        int covered = 0;
        for (int draw = first; draw < first + draws; draw++) {
            Path drawn = write(draw(data.pool(), wanted, draw), folder.resolve("drawn.csv"));
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

    /** Draws labels of each class; the class with fewer nuclei comes first. */
    private static List<Row> draw(List<Row> pool, int[] wanted, long seed) {
        TreeMap<String, List<Row>> classes = new TreeMap<>();
        pool.forEach(row -> classes.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row));
        List<List<Row>> bySize = new ArrayList<>(classes.values());
        bySize.sort((a, b) -> Integer.compare(a.size(), b.size()));
        Random random = new Random(seed);
        List<Row> drawn = new ArrayList<>();
        for (int c = 0; c < bySize.size(); c++) {
            List<Row> rows = new ArrayList<>(bySize.get(c));
            Collections.shuffle(rows, random);
            drawn.addAll(rows.subList(0, Math.min(wanted[c], rows.size())));
        }
        return drawn;
    }

    private static Path write(List<Row> rows, Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,x,y,class"));
        rows.forEach(row -> lines.add(row.text()));
        return Files.write(file, lines);
    }

    /** The fields that the demo holds out are judged. */
    private static Data testImages() throws IOException {
        List<Row> pool = new ArrayList<>();
        List<Row> judged = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("test-images/truth.csv"))) {
            String[] cells = line.split(",");
            if (!cells[0].equals("image")) {
                Row row = new Row(cells[0], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]), cells[4]);
                int field = Integer.parseInt(cells[0].replaceAll("[^0-9]", ""));
                (field >= TestImages.FIRST_HELD_OUT_FIELD ? judged : pool).add(row);
            }
        }
        return new Data(Path.of("test-images/images"), pool, judged);
    }

    private static Data mitosis(String what) throws IOException {
        boolean exchanged = what.endsWith(":right");
        Path images = Path.of(what.replace(":right", ""));
        ImagePlus dna = ImageFiles.read(images.resolve("dna.tif"));
        ImageProcessor marker = ImageFiles.read(images.resolve("ph3.tif")).getProcessor();
        List<Row> left = new ArrayList<>();
        List<Row> right = new ArrayList<>();
        try (NucleusFinder finder = SegmentationMethods.open(SegmentationMethods.byDefault(Signal.FIRST.colour()))) {
            for (Nucleus nucleus : finder.find(Planes.of(dna, Signal.FIRST).get(0)).nuclei()) {
                Row row = row(nucleus, marker);
                (row.x() < dna.getWidth() / 2 ? left : right).add(row);
            }
        }
        return exchanged ? new Data(images, right, left) : new Data(images, left, right);
    }

    /** Returns the pixel of a nucleus nearest to its centre, with its class. */
    private static Row row(Nucleus nucleus, ImageProcessor marker) {
        double sum = 0;
        double nearest = Double.POSITIVE_INFINITY;
        int[] place = new int[2];
        Cursor<BitType> cursor = nucleus.mask().localizingCursor();
        while (cursor.hasNext()) {
            if (cursor.next().get()) {
                int x = cursor.getIntPosition(0);
                int y = cursor.getIntPosition(1);
                sum += marker.getf(x, y);
                double distance = Math.hypot(x - nucleus.x(), y - nucleus.y());
                if (distance < nearest) {
                    nearest = distance;
                    place = new int[] {x, y};
                }
            }
        }
        return new Row("dna.tif", place[0], place[1], sum / nucleus.area() > MITOTIC ? "mitotic" : "interphase");
    }
}
