package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds crops that differ in size, bit depth or pixel size from most others of the set. */
final class MixedFormats {

    private MixedFormats() {}

    /** @param classNames by class index */
    static List<Finding> find(List<CropFacts> crops, List<String> classNames) {
        List<Finding> findings = new ArrayList<>();
        // Crops cut out of an image differ in size because their nuclei do.
        List<CropFacts> files = crops.stream().filter(crop -> crop.file().isPresent()).toList();
        mixed(files, crop -> crop.width() + " x " + crop.height() + " pixels").ifPresentMix(findings, "mixed-size",
                Severity.MINOR, "crops are of different sizes", "Cut all crops to the same size: the size alone may "
                        + "tell the classes apart.", classNames);
        mixed(crops, crop -> crop.bitDepth() == 24 ? "RGB" : crop.bitDepth() + " bits").ifPresentMix(findings,
                "mixed-bit-depth", Severity.MINOR, "crops have different bit depths",
                "Save all images in the same way, with the bit depth of the camera.", classNames);
        mixed(crops, crop -> crop.pixelSize().isCalibrated()
                ? crop.pixelSize().width() + " " + crop.pixelSize().unit() + " per pixel" : "no pixel size")
                .ifPresentMix(findings, "mixed-pixel-size", Severity.MINOR, "crops have different pixel sizes",
                        "Set the same pixel size for all images of one microscope, or resample ready-made crops: whole "
                                + "images are resampled automatically.", classNames);
        return findings;
    }

    private static Mix mixed(List<CropFacts> crops, Function<CropFacts, String> format) {
        Map<String, List<CropFacts>> groups = crops.stream()
                .collect(Collectors.groupingBy(format, TreeMap::new, Collectors.toList()));
        return new Mix(groups);
    }

    private record Mix(Map<String, List<CropFacts>> groups) {

        void ifPresentMix(List<Finding> findings, String kind, Severity severity, String title, String remedy,
                List<String> classNames) {
            if (groups.size() < 2) {
                return;
            }
            String most = groups.entrySet().stream()
                    .max(Comparator.comparingInt((Map.Entry<String, List<CropFacts>> entry) -> entry.getValue().size()))
                    .orElseThrow().getKey();
            List<Suspect> suspects = new ArrayList<>();
            groups.forEach((name, members) -> {
                if (!name.equals(most)) {
                    members.forEach(crop -> suspects.add(new Suspect(crop.index(), name)));
                }
            });
            boolean byClass = groups.values().stream().allMatch(members -> members.stream()
                    .map(CropFacts::classIndex).distinct().count() == 1);
            String evidence = groups.entrySet().stream()
                    .sorted(Comparator.comparingInt((Map.Entry<String, List<CropFacts>> entry) ->
                            -entry.getValue().size()))
                    .limit(6).map(entry -> entry.getValue().size() + " of " + entry.getKey())
                    .collect(Collectors.joining(", ")) + (groups.size() > 6 ? ", and " + (groups.size() - 6)
                            + " more" : "") + (byClass ? ". It tells the classes apart: "
                                    + String.join(", ", classNames) + "." : ".");
            findings.add(new Finding(kind, byClass ? Severity.SEVERE : severity, suspects.size() + " " + title,
                    evidence, remedy, suspects));
        }
    }
}
