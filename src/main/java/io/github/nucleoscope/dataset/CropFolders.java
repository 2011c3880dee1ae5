package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Ready-made crops: one sub-folder per class, one file per nucleus. Files named {@code <image>__<anything>} are grouped
 * by {@code <image>}, the part before the last {@code __}; the source image of all other files is unknown.
 *
 * <p>The first plane of the channel of a stack is used. If the corners of at least 90 % of the crops are exactly 0, the
 * background is assumed to have been set to 0, and the pixels above 0 are the nucleus. Otherwise the crops are windows
 * of an image, including its background.
 *
 * @param folder folder with the sub-folders
 * @param settings size and normalisation of the crops; the background is detected unless a model defines it
 */
public record CropFolders(Path folder, ReadSettings settings) implements TrainingSource {

    private record CropFile(Path file, RandomAccessibleInterval<? extends RealType<?>> pixels, PixelSize pixelSize,
            Optional<Problem> colourWarning, String className) {

        long longerSide() {
            return Math.max(pixels.dimension(0), pixels.dimension(1));
        }

        boolean hasZeroCorners() {
            for (long x : new long[] {0, pixels.dimension(0) - 1}) {
                for (long y : new long[] {0, pixels.dimension(1) - 1}) {
                    if (pixels.getAt(x, y).getRealDouble() != 0) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    @Override
    public TrainingSet read(FileProgress progress) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (Path subfolder : TrainingSource.subfolders(folder)) {
            for (Path file : ImageFiles.list(subfolder)) {
                files.put(file, subfolder.getFileName().toString());
            }
        }
        List<CropFile> crops = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int done = 0;
        for (Map.Entry<Path, String> entry : files.entrySet()) {
            if (progress.isCancelled()) {
                break;
            }
            try {
                ImagePlus image = ImageFiles.read(entry.getKey());
                crops.add(new CropFile(entry.getKey(), Planes.of(image, settings.signal()).get(0).pixels(),
                        Planes.pixelSize(image), settings.signal().colour().warning(image), entry.getValue()));
            } catch (InputException e) {
                problems.add(e.in(entry.getKey().getFileName()).getMessage());
            }
            progress.fileDone(++done, files.size(), entry.getKey());
        }
        refuseWholeImages(crops);
        Background background = zeroed(crops) ? Background.ZERO : Background.KEEP;
        try (CropCollector collector = new CropCollector(
                settings.model().isPresent() ? settings : withBackground(background), false)) {
            return collect(crops, problems, background, collector);
        }
    }

    private TrainingSet collect(List<CropFile> crops, List<String> problems, Background background,
            CropCollector collector) throws IOException {
        problems.forEach(collector::warn);
        if (!crops.isEmpty() && settings.model().isPresent() && background != settings.crops().background()) {
            collector.warn(background == Background.ZERO
                    ? "the background of these crops is 0, but the model was trained on crops with background: the "
                            + "results do not apply to the model's own crops; use crops that keep their background"
                    : "these crops have a background, but the model was trained on crops whose background is 0: the "
                            + "results do not apply to the model's own crops; use crops whose background is 0");
        }
        for (Path subfolder : TrainingSource.subfolders(folder)) {
            collector.declare(subfolder.getFileName().toString());
        }
        for (CropFile crop : crops) {
            Optional<String> image = sourceImage(crop.file);
            SourceImage source = new SourceImage(image.orElse(crop.className + "/" + crop.file.getFileName()),
                    Optional.of(crop.file), 0, crop.pixelSize);
            crop.colourWarning.ifPresent(warning -> collector.ignoresColour(source.name(), warning));
            collector.addWhole(crop.pixels, source, image.isPresent(), crop.className);
        }
        warnOfSizes(crops, collector);
        return collector.trainingSet("the crops in " + folder.getFileName());
    }

    private ReadSettings withBackground(Background background) {
        CropSettings crops = settings.crops();
        return ReadSettings.forTraining(new CropSettings(crops.size(), crops.scale(), background, crops.normalise()),
                settings.segmentation(), settings.finders(), settings.signal());
    }

    private static Optional<String> sourceImage(Path file) {
        String name = ImageFiles.baseName(file);
        int end = name.lastIndexOf("__");
        return end > 0 ? Optional.of(name.substring(0, end)) : Optional.empty();
    }

    private static boolean zeroed(List<CropFile> crops) {
        long zeroed = crops.stream().filter(CropFile::hasZeroCorners).count();
        return zeroed > 0 && zeroed >= 0.9 * crops.size();
    }

    /** Rejects files much larger than the crops: a network trained on the centres of whole images is worthless. */
    private void refuseWholeImages(List<CropFile> crops) {
        int largest = 2 * settings.crops().size();
        long large = crops.stream()
                .filter(crop -> crop.pixels.dimension(0) > largest && crop.pixels.dimension(1) > largest).count();
        if (settings.crops().scale() == CropSettings.Scale.FIXED && large > crops.size() / 2) {
            throw new InputException(folder, "most files are more than twice as large as the crops of "
                    + settings.crops().size() + " pixels; if they are whole images, have them segmented, otherwise "
                    + "use larger crops");
        }
    }

    private void warnOfSizes(List<CropFile> crops, CropCollector collector) {
        int size = settings.crops().size();
        TreeSet<Long> sizes = new TreeSet<>();
        for (CropFile crop : crops) {
            sizes.add(crop.longerSide());
        }
        if (sizes.size() > 1) {
            collector.warn("the crops have " + sizes.size() + " different sizes, from " + sizes.first() + " to "
                    + sizes.last() + " pixels: they were centred in " + size + " pixels");
        }
        if (!sizes.isEmpty() && sizes.last() > size && settings.crops().scale() == CropSettings.Scale.FIXED) {
            collector.warn("crops of up to " + sizes.last() + " pixels were cut to " + size
                    + ": use larger crops; are these whole images whose nuclei must be segmented?");
        }
    }
}
