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
 * Checks a training set for problems: first the crops in its files, then with networks that are trained on parts of it.
 * Crops without a nucleus and copies are excluded from training. The result is reproducible for the same set, settings,
 * machine and number of threads.
 */
public final class TrainingCheck {

    /** Fewest crops of a class for networks to be trained at all. */
    private static final int FEWEST_TO_TRAIN = 20;
    /** Labels are judged only if the whole interval of the balanced accuracy exceeds chance by more than this. */
    private static final double LEAST_LEARNT = 0.05;

    private final CheckSettings settings;
    private final SourceImages images;
    private final CheckProgress progress;

    /** Prepares a check of a set whose images are in files. */
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
     * Checks a training set.
     *
     * @param heldOut a second set that networks will be measured on; empty if there is none
     * @throws IOException if a file cannot be read any more
     */
    public CheckResult check(TrainingSet set, Optional<TrainingSet> heldOut) throws IOException {
        progress.stage("Reading the crops from their files");
        List<CropFacts> crops = facts(set, 0, "");
        List<CropFacts> others = heldOut.isPresent() ? facts(heldOut.get(), crops.size(), "held out: ") : List.of();
        List<Finding> findings = new ArrayList<>();
        if (progress.isCancelled()) {
            return new CheckResult(set, crops, others, findings, List.of(), List.of(), Optional.empty(),
                    List.of("the check was stopped before all crops were read"), true);
        }
        progress.stage("Checking single crops and looking for copies");
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
                "a warning about the files", warning, "Check whether this is intended.")));
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

    /** Returns whether the background is already 0 in the files. */
    private static boolean isZeroed(TrainingSet set) {
        return set.preparation().crops().background() == Background.ZERO && set.dataset().crops().stream()
                .allMatch(crop -> crop.origin().map(Origin::outline).orElse(Optional.empty()).isEmpty());
    }

    /** Adds the findings on single crops, which need no network, and returns the groups of copies. */
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

    /** Keeps one crop of each group of copies; none of a group in several classes. */
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
            notes.add("A class has only " + Words.crops(fewest) + " with a nucleus: shortcuts, labels and the learning "
                    + "curve were not checked. At least " + Math.max(FEWEST_TO_TRAIN, 2 * settings.folds())
                    + " of each class are needed.");
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
                        + "network, and labels and the learning curve were not checked.");
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
                notes.add("Labels were not checked: the networks can hardly tell the classes apart (balanced accuracy "
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
