package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;

/** Finds nuclei or source images that are both in the training data and in the data that a network is measured on. */
final class SplitLeakage {

    private SplitLeakage() {}

    /** Finds the leaks of the split that a training with this seed makes. */
    static List<Finding> ofTraining(Dataset dataset, List<Duplicates.Group> duplicates, long seed) {
        List<Finding> findings = new ArrayList<>();
        TrainingSettings settings = Recipe.ORIGINAL.settings();
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), seed).split(dataset);
        Map<LabelledCrop, Integer> partOf = new IdentityHashMap<>();
        // The test part cannot be listed: it is what is in neither of the others.
        dataset.crops().forEach(crop -> partOf.put(crop, 2));
        split.train().crops().forEach(crop -> partOf.put(crop, 0));
        split.validation().crops().forEach(crop -> partOf.put(crop, 1));
        List<Suspect> suspects = new ArrayList<>();
        int groups = 0;
        for (Duplicates.Group group : duplicates) {
            if (group.crops().stream().map(crop -> partOf.get(dataset.crops().get(crop.index()))).distinct()
                    .count() > 1) {
                groups++;
                for (CropFacts crop : group.crops()) {
                    suspects.add(new Suspect(crop.index(), "group " + groups + ", " + List.of("train", "validation",
                            "test").get(partOf.get(dataset.crops().get(crop.index())))));
                }
            }
        }
        if (groups > 0) {
            findings.add(new Finding("duplicates-across-split", Severity.SEVERE, "copies of "
                    + (groups == 1 ? "1 nucleus" : groups + " nuclei") + " are on both sides of the split",
                    "With seed " + seed + " a training has some copies in one part and others in another: the network "
                            + "is measured on what it memorised.", "Take the copies out before you train.",
                    suspects));
        }
        long unknown = dataset.withoutImage();
        if (unknown > 0) {
            findings.add(new Finding("unknown-source", Severity.IMPORTANT, (unknown == dataset.size()
                    ? "no source image is known" : "the source image of " + unknown + " of " + dataset.size()
                            + " crops is not known"), "Crops of one image resemble each other. If it is not known "
                            + "which belong together, a split can separate them, and the figures are too good by an "
                            + "unknown amount.", "Name the crops <image>__<nucleus>.png."));
        }
        split.warnings().stream().filter(warning -> warning.contains("optimistic")).forEach(warning ->
                findings.add(new Finding("few-images", Severity.IMPORTANT,
                        "crops of one source image are on both sides of the split", warning,
                        "Label nuclei of each class in more images.")));
        return findings;
    }

    /** Finds what a second, held-out set has in common with the training set. */
    static List<Finding> ofHeldOut(List<CropFacts> crops, List<CropFacts> heldOut) {
        List<Finding> findings = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        crops.stream().filter(CropFacts::sourceKnown).forEach(crop -> sources.add(crop.source()));
        List<Suspect> shared = heldOut.stream().filter(crop -> crop.sourceKnown() && sources.contains(crop.source()))
                .map(crop -> new Suspect(crop.index(), "source image " + crop.source())).toList();
        if (!shared.isEmpty()) {
            findings.add(new Finding("shared-source", Severity.SEVERE, shared.size()
                    + " held-out crops are of images that are in the training set", "Their source images have the same "
                            + "names as images of the training set.", "Hold out whole images.", shared));
        }
        List<CropFacts> both = new ArrayList<>(crops);
        both.addAll(heldOut);
        Set<Integer> heldOutIndices = new HashSet<>();
        heldOut.forEach(crop -> heldOutIndices.add(crop.index()));
        List<Suspect> copies = new ArrayList<>();
        int groups = 0;
        for (Duplicates.Group group : Duplicates.find(both).groups()) {
            long held = group.crops().stream().filter(crop -> heldOutIndices.contains(crop.index())).count();
            if (held > 0 && held < group.crops().size()) {
                groups++;
                for (CropFacts crop : group.crops()) {
                    copies.add(new Suspect(crop.index(), "group " + groups
                            + (heldOutIndices.contains(crop.index()) ? ", held out" : ", training")));
                }
            }
        }
        if (!copies.isEmpty()) {
            findings.add(new Finding("duplicates-across-split", Severity.SEVERE, "copies of "
                    + (groups == 1 ? "1 nucleus" : groups + " nuclei") + " are in the training set and held out",
                    copies.size() + " crops in " + groups + " groups.", "Take the copies out of one of the sets.",
                    copies));
        }
        return findings;
    }
}
