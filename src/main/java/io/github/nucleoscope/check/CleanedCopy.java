package io.github.nucleoscope.check;

import io.github.nucleoscope.dataset.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies a folder of crops without those that are of no use: crops without a nucleus; of crops with the same pixels
 * (turned or not) in one class all but the first; of crops with the same pixels in several classes all. Near duplicates
 * and suspected labels stay as they are: they are listed for people to decide. The original is only read.
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
     * @param source folder with one sub-folder of crops per class
     * @param target folder to be made, or an empty one
     * @throws IllegalArgumentException where the target is a file or a folder that holds anything, or where one of both
     *     folders lies in the other
     * @throws IOException where a path cannot be looked at
     */
    public CleanedCopy(Path source, Path target) throws IOException {
        this.source = source;
        this.target = target;
        if (!Files.isDirectory(source)) {
            throw new IllegalArgumentException(source + ": a cleaned copy can be made of a folder of crops only; take "
                    + "what findings.csv lists out of other training data yourself");
        }
        if (Files.exists(target)) {
            if (!Files.isDirectory(target)) {
                throw new IllegalArgumentException(target + ": this is a file; name a new folder for the cleaned copy");
            }
            try (Stream<Path> entries = Files.list(target)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException(target
                            + ": this folder is not empty; name a new one for the cleaned copy");
                }
            }
        }
        Path from = source.toRealPath();
        Path to = real(target);
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new IllegalArgumentException(target + ": the cleaned copy and the original " + source
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
     * Whether the crops of a set are files of their own, so that they can be copied one by one.
     *
     * @throws IllegalArgumentException where they are not
     */
    public void requireCropFiles(TrainingSet set) {
        if (set.dataset().crops().stream().anyMatch(crop -> crop.origin().orElseThrow().outline().isPresent())) {
            throw new IllegalArgumentException(source + ": a cleaned copy can be made of a folder of crops only; take "
                    + "what findings.csv lists out of other training data yourself");
        }
    }

    /**
     * Copies.
     *
     * @throws IOException where a file cannot be read or written; what was copied stays
     */
    public Outcome write(CheckResult result) throws IOException {
        requireCropFiles(result.set());
        Map<Integer, String> reasons = reasons(result);
        Map<String, String> dropped = new LinkedHashMap<>();
        int copied = 0;
        for (String className : result.set().dataset().classNames()) {
            Files.createDirectories(target.resolve(className));
        }
        for (CropFacts crop : result.crops()) {
            String reason = reasons.get(crop.index());
            if (reason == null) {
                Path file = crop.file().orElseThrow();
                Files.copy(file, target.resolve(source.relativize(file).toString()));
                copied++;
            } else {
                dropped.put(crop.name(), reason);
            }
        }
        return new Outcome(copied, dropped);
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
