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
 * Copies a training set without the nuclei that are of no use: crops without a nucleus; of crops with the same pixels
 * (turned or not) in one class all but the first; of crops with the same pixels in several classes all. Near duplicates
 * and suspected labels stay as they are: they are listed for people to decide. The original is only read.
 *
 * <p>The copy of a folder of crops is one. The copy of any other set is a folder of its images with the outlines of
 * their nuclei, in the ROI groups of their classes, in {@code <image>_ROIs.zip} beside each.
 */
public final class CleanedCopy {

    private final Path source;
    private final Path target;

    /**
     * What became of the crops.
     *
     * @param copied how many are in the copy
     * @param dropped why the others are not, by the name of the crop
     */
    public record Outcome(int copied, Map<String, String> dropped) {}

    /**
     * @param source folder or CSV file that the set was read from
     * @param target folder to be made, or an empty one
     * @throws InputException where the target is a file or a folder that holds anything, or where one of both
     *     lies in the other
     * @throws IOException where a path cannot be looked at
     */
    public CleanedCopy(Path source, Path target) throws IOException {
        this.source = source;
        this.target = target;
        if (Files.exists(target)) {
            if (!Files.isDirectory(target)) {
                throw new InputException(target, "this is a file; name a new folder for the cleaned copy");
            }
            try (Stream<Path> entries = Files.list(target)) {
                if (entries.findAny().isPresent()) {
                    throw new InputException(target
                            + ": this folder is not empty; name a new one for the cleaned copy");
                }
            }
        }
        Path from = source.toRealPath();
        Path to = real(target);
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new InputException(target, "the cleaned copy and the original " + source
                    + " must not lie in one another; name a folder elsewhere");
        }
    }

    /** The real path of what may not be there yet. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = absolute;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(absolute));
    }

    /**
     * Copies.
     *
     * @throws IOException where a file cannot be read or written; what was copied stays
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

    /** A file name for an image of any folder, whose ROI file is that of no other image. */
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
