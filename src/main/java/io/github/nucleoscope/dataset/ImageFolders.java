package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.Nucleus;

/**
 * Whole images: one sub-folder per class; every nucleus found in an image belongs to its folder's class.
 *
 * @param folder folder with the sub-folders
 * @param settings how nuclei are segmented and crops are cut
 */
public record ImageFolders(Path folder, ReadSettings settings) implements TrainingSource {

    @Override
    public TrainingSet read(FileProgress progress) throws IOException {
        try (CropCollector collector = new CropCollector(settings, settings.crops(), true)) {
            return read(progress, collector);
        }
    }

    private TrainingSet read(FileProgress progress, CropCollector collector) throws IOException {
        Map<Path, String> classOf = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (Path subfolder : TrainingSource.subfolders(folder)) {
            collector.declare(subfolder.getFileName().toString());
            for (Path file : ImageFiles.list(subfolder)) {
                classOf.put(file, subfolder.getFileName().toString());
                files.add(file);
            }
        }
        WholeImages.forEach(files, progress, collector, (file, image) -> {
            String className = classOf.get(file);
            SourceImage source = SourceImage.read(className + "/" + file.getFileName(), file, image);
            for (Planes.Plane plane : Planes.of(image, settings.signal())) {
                for (Nucleus nucleus : collector.segment(plane, source).nuclei()) {
                    collector.add(plane, nucleus, source, className);
                }
            }
        });
        return collector.trainingSet("the images in " + folder.getFileName());
    }
}
