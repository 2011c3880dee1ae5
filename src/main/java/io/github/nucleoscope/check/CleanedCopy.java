package io.github.nucleoscope.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Origin;
import io.github.nucleoscope.dataset.SourceImage;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.ClassOutlines;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.problem.InputException;

/**
 * Copies a training set without its useless crops: those without a nucleus; all but the first of those with the same
 * pixels (flipped, rotated or not) in one class; and all of those with the same pixels in several classes. Near
 * duplicates and suspected labels are kept: they are reported for people to decide. The original is never changed.
 *
 * <p>The copy of a folder of crops is a folder of crops. The copy of any other set is a folder of its images, each with
 * the outlines of its nuclei, in the ROI groups of their classes, in {@code <image>_ROIs.zip} beside it.
 */
public final class CleanedCopy {

    private final Path source;
    private final Path target;

    /**
     * Which crops were copied and which were not.
     *
     * @param copied number of crops in the copy
     * @param dropped the reason why a crop is not in the copy, by the name of the crop
     */
    public record Outcome(int copied, Map<String, String> dropped) {}

    /**
     * Prepares a copy and checks that it can be made.
     *
     * @param source folder or CSV file that the set was read from
     * @param target folder to be created, or an empty one
     * @throws InputException if the target is a file or a folder that is not empty, or if source or target lies inside
     *     the other
     * @throws IOException if a path cannot be accessed
     */
    public CleanedCopy(Path source, Path target) throws IOException {
        this.source = source;
        this.target = target;
        if (Files.exists(target)) {
            if (!Files.isDirectory(target)) {
                throw new InputException(target, "this is a file; choose a new folder for the cleaned copy");
            }
            try (Stream<Path> entries = Files.list(target)) {
                if (entries.findAny().isPresent()) {
                    throw new InputException(target
                            + ": this folder is not empty; choose a new one for the cleaned copy");
                }
            }
        }
        Path from = source.toRealPath();
        Path to = real(target);
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new InputException(target, "the cleaned copy and the original " + source
                    + " must not lie inside each other; choose a folder elsewhere");
        }
    }

    /** Returns the real path of a file that need not exist yet. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = absolute;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(absolute));
    }

    /**
     * Writes the copy.
     *
     * @param result the check of the set
     * @throws IOException if a file cannot be read or written; what was copied until then stays
     */
    public Outcome write(CheckResult result) throws IOException {
        Map<Integer, String> reasons = reasons(result);
        Map<String, String> dropped = new LinkedHashMap<>();
        List<CropFacts> kept = new ArrayList<>();
        for (CropFacts crop : result.crops()) {
            String reason = reasons.get(crop.index());
            if (reason == null) {
                kept.add(crop);
            } else {
                dropped.put(crop.name(), reason);
            }
        }
        if (result.crops().stream().allMatch(crop -> crop.file().isPresent())) {
            copyCrops(kept, result.set().dataset().classNames());
        } else {
            copyImages(kept, result.set());
        }
        return new Outcome(kept.size(), dropped);
    }

    private void copyCrops(List<CropFacts> kept, List<String> classNames) throws IOException {
        for (String className : classNames) {
            Files.createDirectories(target.resolve(className));
        }
        for (CropFacts crop : kept) {
            Path file = crop.file().orElseThrow();
            Files.copy(file, target.resolve(source.relativize(file).toString()));
        }
    }

    private void copyImages(List<CropFacts> kept, TrainingSet set) throws IOException {
        Map<SourceImage, List<ClassOutlines.Outline>> outlines = new LinkedHashMap<>();
        for (CropFacts crop : kept) {
            LabelledCrop labelled = set.dataset().crops().get(crop.index());
            Origin origin = labelled.origin().orElseThrow();
            outlines.computeIfAbsent(origin.image(), key -> new ArrayList<>()).add(new ClassOutlines.Outline(
                    origin.outline().orElseThrow(), labelled.classIndex(), origin.z(), origin.t()));
        }
        Files.createDirectories(target);
        Set<String> names = new HashSet<>();
        for (Map.Entry<SourceImage, List<ClassOutlines.Outline>> image : outlines.entrySet()) {
            Path file = image.getKey().file().orElseThrow();
            Path copy = target.resolve(free(image.getKey().name(), names));
            Files.copy(file, copy);
            ImagePlus opened = SourceImages.FILES.open(image.getKey());
            new ClassOutlines(opened, set.preparation().signal().channel().in(opened), set.dataset().classNames(),
                    image.getValue()).writeBeside(copy);
        }
    }

    /** Returns a file name for an image of any folder, such that no two images share a ROI file. */
    private static String free(String name, Set<String> taken) {
        String flat = name.replace("../", "").replaceAll("[/\\\\:]", "__");
        String free = flat;
        for (int i = 2; !taken.add(ImageFiles.baseName(Path.of(free)).toLowerCase(Locale.ROOT)); i++) {
            free = i + "_" + flat;
        }
        return free;
    }

    private static Map<Integer, String> reasons(CheckResult result) {
        Map<Integer, String> reasons = new HashMap<>();
        result.findings("no-nucleus").forEach(finding -> finding.suspects()
                .forEach(suspect -> reasons.put(suspect.crop(), "no nucleus: " + suspect.detail())));
        Map<Long, List<CropFacts>> copies = new LinkedHashMap<>();
        for (CropFacts crop : result.crops()) {
            if (!reasons.containsKey(crop.index())) {
                copies.computeIfAbsent(crop.hash().turned(), key -> new ArrayList<>()).add(crop);
            }
        }
        for (List<CropFacts> group : copies.values()) {
            boolean conflict = group.stream().map(CropFacts::classIndex).distinct().count() > 1;
            for (CropFacts crop : group) {
                if (conflict) {
                    reasons.put(crop.index(), "the same pixels are in several classes");
                } else if (crop != group.get(0)) {
                    reasons.put(crop.index(), "the same pixels as " + group.get(0).name());
                }
            }
        }
        return reasons;
    }
}
