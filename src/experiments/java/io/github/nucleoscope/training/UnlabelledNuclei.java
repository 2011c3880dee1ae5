package io.github.nucleoscope.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.PointTable;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.training.LabelDraws.Row;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * Prints whether the nuclei that nobody labelled help networks that learn from few labels: without them, with
 * pseudo-labels of the surest (Lee, "Pseudo-label", ICML workshop 2013; Sohn et al., "FixMatch", 2020), and pretrained
 * to tell varied copies of single nuclei apart (Dosovitskiy et al., "Discriminative unsupervised feature learning with
 * exemplar convolutional neural networks", 2014). Quarter turns are not predicted (Gidaris et al. 2018), as a nucleus
 * lies on a slide any way round.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.training.UnlabelledNuclei \
 *     -Dexec.args="WHAT RARE FREQUENT DRAWS EPOCHS [FIRST]"
 * </pre>
 *
 * <p>WHAT, RARE, FREQUENT, DRAWS, FIRST: as of {@link FewLabels}; EPOCHS: of each network.
 */
public final class UnlabelledNuclei {

    private static final int MEMBERS = 5;
    private static final double SURE = 0.95;
    /** Nuclei to be told apart in pretraining. */
    private static final int MOST_EXEMPLARS = 200;

    private UnlabelledNuclei() {}

    public static void main(String[] args) throws IOException {
        LabelDraws data = LabelDraws.of(args[0]);
        int[] wanted = {Integer.parseInt(args[1]), Integer.parseInt(args[2])};
        int first = args.length > 5 ? Integer.parseInt(args[5]) : 1;
        Path folder = Files.createTempDirectory("unlabelled");
        List<double[]> all = new ArrayList<>();
        for (int draw = first; draw < first + Integer.parseInt(args[3]); draw++) {
            all.add(draw(data, data.draw(wanted, draw), folder, Integer.parseInt(args[4]), draw));
        }
        System.out.printf(Locale.ROOT, "mean: without %.3f, pseudo-labels %.3f, pretrained %.3f%n", mean(all, 0),
                mean(all, 1), mean(all, 2));
    }

    private static double mean(List<double[]> all, int method) {
        return all.stream().mapToDouble(values -> values[method]).average().orElseThrow();
    }

    private static double[] draw(LabelDraws data, List<Row> drawn, Path folder, int epochs, long seed)
            throws IOException {
        Segmentation segmentation = SegmentationMethods.byDefault(Signal.FIRST.colour());
        TrainingSet read = new PointTable(LabelDraws.write(drawn, folder.resolve("drawn.csv")), data.images(),
                ReadSettings.forTraining(CropRequest.AUTOMATIC, segmentation, SegmentationMethods::open,
                        Signal.FIRST)).read(FileProgress.NONE);
        TrainingSet set = CropChoice.of(read, Recipe.STANDARD.ensemble(),
                new StartingPoint.Random(Recipe.STANDARD.network()), Optional.empty(), TrainingListener.NONE);
        ReadSettings asTrained = ReadSettings.forModel(set.preparation(), segmentation, SegmentationMethods::open,
                Signal.FIRST);
        Set<Row> labelled = new HashSet<>(drawn);
        Dataset others = new PointTable(LabelDraws.write(data.pool().stream().filter(row -> !labelled.contains(row))
                .toList(), folder.resolve("others.csv")), data.images(), asTrained).read(FileProgress.NONE).dataset();
        Dataset judged = new PointTable(LabelDraws.write(data.judged(), folder.resolve("judged.csv")), data.images(),
                asTrained).read(FileProgress.NONE).dataset();
        List<Crop> unlabelled = others.crops().stream().map(LabelledCrop::crop).toList();
        StartingPoint random = new StartingPoint.Random(Recipe.STANDARD.network());
        NucleusClassifier plain = train(set, List.of(), random, epochs);
        List<LabelledCrop> pseudo = sure(plain, unlabelled);
        double right = pseudo.stream().filter(one -> others.crops().stream().anyMatch(other ->
                other.crop() == one.crop() && other.classIndex() == one.classIndex())).count();
        double[] values = {of(plain, judged), of(train(set, pseudo, random, epochs), judged),
            of(train(set, List.of(), pretrained(set, unlabelled, epochs), epochs), judged)};
        System.out.printf(Locale.ROOT, "draw %d: without %.3f, %d pseudo-labels (%.3f of them right) %.3f, pretrained"
                + " %.3f%n", seed, values[0], pseudo.size(), right / pseudo.size(), values[1], values[2]);
        return values;
    }

    private static double of(NucleusClassifier classifier, Dataset judged) {
        return Judgement.of(classifier, judged).evaluation().balancedAccuracy().value();
    }

    /** Returns the crops about whose class the classifier is sure, with that class. */
    private static List<LabelledCrop> sure(NucleusClassifier classifier, List<Crop> crops) {
        List<LabelledCrop> sure = new ArrayList<>();
        try (CropClassifier atWork = new CropClassifier(classifier)) {
            List<Prediction> predictions = atWork.predict(crops);
            for (int i = 0; i < crops.size(); i++) {
                if (predictions.get(i).confidence() >= SURE) {
                    sure.add(new LabelledCrop(crops.get(i), predictions.get(i).classIndex()));
                }
            }
        }
        return sure;
    }

    /** Trains an ensemble of networks; each member also learns from all pseudo-labelled crops. */
    private static NucleusClassifier train(TrainingSet set, List<LabelledCrop> pseudo, StartingPoint from,
            int epochs) {
        Dataset crops = set.dataset();
        TrainingSettings settings = settings(epochs);
        List<Fold> folds = new GroupedFolds(MEMBERS, 1).folds(crops).folds();
        TrainingPart whole = new TrainingPart(crops, set.preparation().crops(), settings, Optional.empty());
        Standardisation standardisation = StartingNetworks.standardisation(from, whole);
        List<ClassificationTask> tasks = new ArrayList<>();
        List<Network> starts = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            List<LabelledCrop> more = new ArrayList<>(folds.get(m).train().crops());
            more.addAll(pseudo);
            Dataset train = new Dataset(crops.classNames(), more);
            TrainingPart part = new TrainingPart(train, set.preparation().crops(), settings.withSeed(1000 + m),
                    Optional.of(standardisation));
            starts.add(StartingNetworks.network(from, part, m));
            tasks.add(new ClassificationTask(new Development(train, folds.get(m).test()), part, set.preparation(),
                    ""));
        }
        EnsembleLoop.Result result = new EnsembleLoop(tasks, starts, whole.objective(), settings).run(epochs,
                Optional.empty(), new EnsembleLoop.Listener() {
                    @Override
                    public void batches(long done) {
                        // Nobody watches.
                    }

                    @Override
                    public void epochDone(EpochRecord epoch, List<MemberEpoch> members, EnsembleLoop.Best best) {
                        // Nobody watches.
                    }

                    @Override
                    public boolean isCancelled() {
                        return false;
                    }
                });
        return new NucleusClassifier(result.networks().stream().<Member>map(Member.Net::new).toList(),
                NucleusClass.named(crops.classNames()), set.preparation(), true,
                Recalibration.none(crops.classNames().size()), provenance());
    }

    private static TrainingSettings settings(int epochs) {
        TrainingSettings standard = Recipe.STANDARD.settings();
        return standard.withEpochs(epochs).withSchedule(standard.schedule().shortened(epochs, standard.epochs()));
    }

    private static Provenance provenance() {
        return new Provenance("", Map.of(), Map.of(), "", "", List.of());
    }

    /** Pretrains a network in which each of many crops is a class of its own. */
    private static StartingPoint pretrained(TrainingSet set, List<Crop> unlabelled, int epochs) {
        int count = Math.min(MOST_EXEMPLARS, unlabelled.size());
        List<String> names = IntStream.range(0, count).mapToObj(i -> "nucleus" + i).toList();
        Dataset exemplars = new Dataset(names, IntStream.range(0, count).mapToObj(i ->
                new LabelledCrop(unlabelled.get(i * unlabelled.size() / count), i)).toList());
        Architecture network = Recipe.STANDARD.network().withOutput(count);
        TrainingResult result = new Trainer(settings(epochs).withParts(0, 0), TrainingListener.NONE).train(
                new LearningParts(exemplars, exemplars.subset(new int[0]), set.preparation(), ""), network);
        System.out.printf(Locale.ROOT, "  pretrained on %d nuclei: %.3f of their copies told apart%n", count,
                result.history().get(result.history().size() - 1).trainAccuracy());
        return new StartingPoint.Model(new NucleusClassifier(List.of(new Member.Net(
                result.classifier().network())), NucleusClass.named(names), set.preparation(), false,
                Recalibration.none(count), provenance()));
    }
}
