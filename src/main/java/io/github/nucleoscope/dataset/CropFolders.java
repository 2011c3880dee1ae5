package io.github.nucleoscope.dataset;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFileException;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Ready-made crops: one sub-folder per class, one file per nucleus. Files named {@code <image>__<anything>} are grouped
 * by {@code <image>}; any other is taken for an image of its own.
 *
 * <p>Where the corners of nine crops in ten are exactly 0, the background was zeroed already: the pixels above 0 are
 * then taken for the nucleus. Otherwise the crops are windows of an image, background included.
 *
 * @param folder holds the sub-folders
 * @param settings the size and the normalisation to use; the background is seen from the crops unless a model says
 */
public record CropFolders(Path folder, ReadSettings settings) implements TrainingSource {

    private record CropFile(Path file, ImagePlus image, String className) {}

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
                crops.add(new CropFile(entry.getKey(), ImageFiles.read(entry.getKey()), entry.getValue()));
            } catch (ImageFileException e) {
                problems.add(e.getMessage());
            }
            progress.fileDone(++done, files.size(), entry.getKey());
        }
        refuseWholeImages(crops);
        CropCollector collector = new CropCollector(settings.model().isPresent() ? settings : withBackground(
                zeroed(crops) ? Background.ZERO : Background.KEEP), false);
        problems.forEach(collector::warn);
        for (Path subfolder : TrainingSource.subfolders(folder)) {
            collector.declare(subfolder.getFileName().toString());
        }
        for (CropFile crop : crops) {
            collector.addWhole(Planes.of(crop.image, 1).get(0).pixels(), Planes.pixelSize(crop.image),
                    source(crop.file), crop.className);
        }
        warnOfSizes(crops, collector);
        return collector.trainingSet("the crops in " + folder.getFileName());
    }

    private ReadSettings withBackground(Background background) {
        CropSettings crops = settings.crops();
        return ReadSettings.forTraining(new CropSettings(crops.size(), crops.scale(), background, crops.normalise()),
                settings.segmentation(), settings.channel());
    }

    private static String source(Path file) {
        String name = ImageFiles.baseName(file);
        int end = name.lastIndexOf("__");
        return end > 0 ? name.substring(0, end) : name;
    }

    private static boolean zeroed(List<CropFile> crops) {
        long zeroed = crops.stream().filter(crop -> {
            var pixels = crop.image.getProcessor();
            int right = pixels.getWidth() - 1;
            int bottom = pixels.getHeight() - 1;
            return pixels.getf(0, 0) == 0 && pixels.getf(right, 0) == 0 && pixels.getf(0, bottom) == 0
                    && pixels.getf(right, bottom) == 0;
        }).count();
        return zeroed > 0 && zeroed >= 0.9 * crops.size();
    }

    /** Crops that are cut to a fraction of themselves are not crops: better no network than one of image corners. */
    private void refuseWholeImages(List<CropFile> crops) throws TrainingSetException {
        int largest = 2 * settings.crops().size();
        long large = crops.stream().filter(crop -> crop.image.getWidth() > largest && crop.image.getHeight() > largest)
                .count();
        if (settings.crops().scale() == CropSettings.Scale.FIXED && large > crops.size() / 2) {
            throw new TrainingSetException(folder + ": most files are more than twice as large as the crops of "
                    + settings.crops().size() + " pixels; if they are whole images have them segmented, otherwise "
                    + "use larger crops");
        }
    }

    private void warnOfSizes(List<CropFile> crops, CropCollector collector) {
        int size = settings.crops().size();
        TreeSet<Integer> sizes = new TreeSet<>();
        for (CropFile crop : crops) {
            sizes.add(Math.max(crop.image.getWidth(), crop.image.getHeight()));
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
