package io.github.nucleoscope.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Origin;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.training.TrainingException;

/**
 * Looks a training set through for what is wrong with it: first its files, then what networks that are trained on parts
 * of it say. Crops without a nucleus and copies are left out of what networks learn. The same set, settings, machine
 * and number of threads give the same result.
 */
public final class TrainingCheck {

    /** Of a class, for networks to be trained at all. */
    private static final int FEWEST_TO_TRAIN = 20;
    /** The whole interval of the network's balanced accuracy must be above chance by as much for it to judge labels. */
    private static final double LEAST_LEARNT = 0.05;

    private final CheckSettings settings;
    private final SourceImages images;
    private final CheckProgress progress;

    /** Of crops in files. */
    public TrainingCheck(CheckSettings settings, CheckProgress progress) {
        this(settings, SourceImages.FILES, progress);
    }

    /** @param images opens the images that the crops are from */
    public TrainingCheck(CheckSettings settings, SourceImages images, CheckProgress progress) {
        this.settings = settings;
        this.images = images;
        this.progress = progress;
    }

    /**
     * Checks.
     *
     * @param heldOut a second set that networks will be measured on; empty where there is none
     * @throws IOException where a file cannot be read any more
     */
    public CheckResult check(TrainingSet set, Optional<TrainingSet> heldOut) throws IOException {
        progress.stage("Reading the crops as they are in their files");
        List<CropFacts> crops = facts(set, 0, "");
        List<CropFacts> others = heldOut.isPresent() ? facts(heldOut.get(), crops.size(), "held out: ") : List.of();
        List<Finding> findings = new ArrayList<>();
        if (progress.isCancelled()) {
            return new CheckResult(set, crops, others, findings, List.of(), List.of(), Optional.empty(),
                    List.of("the check was stopped before all crops were read"), true);
        }
        progress.stage("Looking at single crops and for copies");
        List<String> classNames = set.dataset().classNames();
        NucleusFreeCrops free = NucleusFreeCrops.find(crops);
        free.finding(crops.size()).ifPresent(findings::add);
        Set<Integer> without = new HashSet<>();
        free.all().forEach(crop -> without.add(crop.index()));
        List<CropFacts> nuclei = crops.stream().filter(crop -> !without.contains(crop.index())).toList();
        List<Duplicates.Group> copies = inFiles(set, nuclei, free.polarity(), findings);
        MixedFormats.find(crops, classNames).forEach(findings::add);
        ClassBalance.find(crops, classNames).forEach(findings::add);
        findings.addAll(SplitLeakage.ofTraining(set.dataset(), copies, settings.seed()));
        findings.addAll(SplitLeakage.ofHeldOut(nuclei, others.stream().filter(crop -> !crop.flat()).toList()));
        set.warnings().forEach(warning -> findings.add(new Finding("reading", Severity.MINOR,
                "a warning about the files", warning, "See whether it is meant to be so.")));
        return withNetworks(set, crops, others, unique(nuclei, copies), free.polarity(), findings);
    }

    private List<CropFacts> facts(TrainingSet set, int first, String prefix) throws IOException {
        List<LabelledCrop> crops = set.dataset().crops();
        boolean zeroed = isZeroed(set);
        CropFacts[] facts = new CropFacts[crops.size()];
        RawCrops.forEach(set, images, new FileProgress() {
            @Override
            public void fileDone(int done, int all, Path file) {
                progress.done(done, all);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        }, (index, raw) -> facts[index] = CropFacts.of(first + index, crops.get(index),
                prefix + set.dataset().classNames().get(crops.get(index).classIndex()), raw, zeroed));
        return IntStream.range(0, facts.length).filter(i -> facts[i] != null).mapToObj(i -> facts[i]).toList();
    }

    /** Whether the files themselves have a background of 0. */
    private static boolean isZeroed(TrainingSet set) {
        return set.preparation().crops().background() == Background.ZERO && set.dataset().crops().stream()
                .allMatch(crop -> crop.origin().map(Origin::outline).orElse(Optional.empty()).isEmpty());
    }

    /** The findings that need no network, but for those of the set as a whole. Returns the copies. */
    private static List<Duplicates.Group> inFiles(TrainingSet set, List<CropFacts> nuclei, Polarity polarity,
            List<Finding> findings) {
        CropSettings preparation = set.preparation().crops();
        CutOffNuclei.find(nuclei, polarity, preparation.size(), preparation.scale() == CropSettings.Scale.FIXED)
                .finding(nuclei, polarity).ifPresent(findings::add);
        OutOfFocusCrops.find(nuclei, polarity, set.dataset().classNames().size()).finding(nuclei.size())
                .ifPresent(findings::add);
        SaturatedCrops.find(nuclei, polarity).finding(nuclei.size()).ifPresent(findings::add);
        ConstantBorders.find(nuclei, isZeroed(set)).finding(nuclei.size()).ifPresent(findings::add);
        Duplicates duplicates = Duplicates.find(nuclei);
        findings.addAll(duplicates.findings());
        return duplicates.groups();
    }

    /** One of each group of copies; none of a group in several classes. */
    private static List<CropFacts> unique(List<CropFacts> nuclei, List<Duplicates.Group> copies) {
        Set<Integer> out = new HashSet<>();
        for (Duplicates.Group group : copies) {
            group.crops().stream().skip(group.hasSeveralClasses() ? 0 : 1).forEach(crop -> out.add(crop.index()));
        }
        return nuclei.stream().filter(crop -> !out.contains(crop.index())).toList();
    }

    private CheckResult withNetworks(TrainingSet set, List<CropFacts> crops, List<CropFacts> heldOut,
            List<CropFacts> used, Polarity polarity, List<Finding> findings) {
        List<String> notes = new ArrayList<>();
        List<String> classNames = set.dataset().classNames();
        Dataset usable = set.dataset().subset(used.stream().mapToInt(CropFacts::index).toArray());
        int fewest = IntStream.of(usable.countPerClass()).min().orElseThrow();
        if (fewest < Math.max(FEWEST_TO_TRAIN, 2 * settings.folds())) {
            notes.add("A class has only " + Words.crops(fewest) + " with a nucleus: neither shortcuts, nor labels, nor "
                    + "the learning curve were looked at. " + Math.max(FEWEST_TO_TRAIN, 2 * settings.folds())
                    + " of each are needed.");
            return new CheckResult(set, crops, heldOut, findings, List.of(), List.of(), Optional.empty(), notes, false);
        }
        CrossValidation validation = new CrossValidation(new TrainingSet(usable, set.preparation(),
                set.description(), List.of()), settings, progress);
        List<int[]> testParts = validation.testParts();
        progress.stage("Measuring what trivial cues predict");
        List<Cue> cues = Shortcuts.measure(used, testParts, polarity, classNames);
        int trainings = CrossValidation.SHARES.length * settings.folds();
        progress.stage(String.format(Locale.ROOT, "Training %d networks for %,d mini-batches each", trainings,
                settings.steps()));
        Optional<List<OutOfFold>> networks;
        try {
            networks = validation.run(CrossValidation.SHARES);
            if (networks.isEmpty()) {
                notes.add("The check was stopped before its networks were trained: shortcuts were not compared with a "
                        + "network, and neither labels nor the learning curve were looked at.");
            }
        } catch (TrainingException e) {
            networks = Optional.empty();
            notes.add("No network could be trained: " + e.getMessage());
        }
        Optional<OutOfFold> full = networks.map(list -> list.get(list.size() - 1));
        findings.addAll(Shortcuts.findings(cues, classNames.size(), full));
        Optional<DataCurve> curve = Optional.empty();
        if (full.isPresent()) {
            int[] labels = usable.classIndices();
            double low = full.get().evaluation().balancedAccuracy().ci95().low();
            if (low > 1.0 / classNames.size() + LEAST_LEARNT) {
                SuspectedLabels.find(labels, full.get().probabilities(), classNames.size())
                        .finding(used, classNames, full.get()).ifPresent(findings::add);
            } else {
                notes.add("Labels were not judged: the networks hardly tell the classes apart (balanced accuracy "
                        + full.get().evaluation().balancedAccuracy() + "). Either the labels say nothing about the "
                        + "nuclei, or " + settings.steps() + " mini-batches are too few for this network.");
            }
            curve = Optional.of(DataCurve.of(networks.get(), labels, testParts, classNames.size()));
            findings.add(curve.get().finding(classNames));
        }
        return new CheckResult(set, crops, heldOut, findings, cues, networks.orElse(List.of()), curve, notes,
                progress.isCancelled());
    }
}
