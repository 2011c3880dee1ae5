package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds classes that are rare, or have too few nuclei or images to be learnt or measured. */
final class ClassBalance {

    /** Fewest crops of a class. With 30 the 95 % interval of its recall is about 0.3 wide or wider. */
    private static final int FEWEST = 30;
    private static final int FEWEST_IMAGES = 3;
    private static final double LEAST_RATIO = 0.2;

    private ClassBalance() {}

    static List<Finding> find(List<CropFacts> crops, List<String> classNames) {
        List<Finding> findings = new ArrayList<>();
        int[] counts = new int[classNames.size()];
        crops.forEach(crop -> counts[crop.classIndex()]++);
        int largest = 0;
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < counts.length; c++) {
            largest = Math.max(largest, counts[c]);
            all.append(c == 0 ? "" : ", ").append(classNames.get(c)).append(' ').append(counts[c]);
        }
        for (int c = 0; c < counts.length; c++) {
            int classIndex = c;
            String name = "\"" + classNames.get(c) + "\"";
            if (counts[c] < FEWEST) {
                findings.add(new Finding("few-crops", Severity.SEVERE, "class " + name + " has only "
                        + Words.crops(counts[c]), "Crops: " + all + ". With fewer than " + FEWEST + " of a class "
                        + "neither a network nor its figures can be trusted.", "Label more nuclei of " + name + "."));
            } else if (counts[c] < LEAST_RATIO * largest) {
                findings.add(new Finding("imbalance", Severity.MINOR, "class " + name + " is rare",
                        String.format(Locale.ROOT, "Crops: %s. The largest class has %.0f times as many.", all,
                                (double) largest / counts[c]),
                        "Training balances its mini-batches by itself; judge by balanced accuracy, and label more of "
                                + "it."));
            }
            long images = crops.stream().filter(crop -> crop.classIndex() == classIndex && crop.sourceKnown())
                    .map(CropFacts::source).distinct().count();
            boolean known = crops.stream().filter(crop -> crop.classIndex() == classIndex)
                    .allMatch(CropFacts::sourceKnown);
            if (known && images < FEWEST_IMAGES) {
                findings.add(new Finding("few-images", Severity.IMPORTANT, "class " + name + " comes from only "
                        + (images == 1 ? "1 image" : images + " images"), "Train, validation and test need images of "
                        + "their own, so " + FEWEST_IMAGES + " or more with each class.",
                        "Label nuclei of " + name + " in more images."));
            }
        }
        return findings;
    }
}
