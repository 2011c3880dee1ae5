package io.github.nucleoscope.dataset;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Collects labelled crops of one image after the other. Where no model sets the pixel size, the first
 * image does; crops of images with other pixels are resampled to it.
 */
final class CropCollector {

    private final ReadSettings settings;
    private final boolean segmented;
    private final Map<String, List<Crop>> cropsByClass = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Preparation preparation;
    private int cutOff;

    /** @param segmented whether the nuclei come from whole images, not from ready-made crops */
    CropCollector(ReadSettings settings, boolean segmented) {
        this.settings = settings;
        this.segmented = segmented;
        preparation = settings.model().orElse(null);
    }

    /** Says that a class exists, even where no crop of it comes. */
    void declare(String className) {
        cropsByClass.computeIfAbsent(className, name -> new ArrayList<>());
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void add(RandomAccessibleInterval<? extends RealType<?>> plane, Nucleus nucleus, PixelSize pixelSize,
            String source, String className) {
        double scale = preparation(pixelSize).scaleOf(pixelSize);
        Cropper cropper = new Cropper(settings.crops());
        if (cropper.cutsOff(nucleus, scale)) {
            cutOff++;
        }
        add(cropper.crop(plane, nucleus, source, scale), className);
    }

    void addWhole(RandomAccessibleInterval<? extends RealType<?>> image, PixelSize pixelSize, String source,
            String className) {
        preparation(pixelSize);
        add(new Cropper(settings.crops()).ofWhole(image, source), className);
    }

    private void add(Crop crop, String className) {
        cropsByClass.computeIfAbsent(className, name -> new ArrayList<>()).add(crop);
    }

    private Preparation preparation(PixelSize pixelSize) {
        if (preparation == null) {
            preparation = new Preparation(settings.crops(),
                    segmented ? Optional.of(settings.segmentation()) : Optional.empty(), pixelSize, settings.channel());
        }
        return preparation;
    }

    /**
     * The training set; classes in the order of their names.
     *
     * @throws TrainingSetException where there is not a crop of each of two classes
     */
    TrainingSet trainingSet(String description) throws TrainingSetException {
        if (cropsByClass.values().stream().allMatch(List::isEmpty)) {
            throw new TrainingSetException("no labelled nucleus was found in " + description
                    + (warnings.isEmpty() ? "" : "; the first problem: " + warnings.get(0)));
        }
        for (Map.Entry<String, List<Crop>> entry : cropsByClass.entrySet()) {
            if (entry.getValue().isEmpty()) {
                throw new TrainingSetException("class \"" + entry.getKey() + "\" of " + description
                        + " has no nucleus: add some, or leave the class out");
            }
        }
        if (cropsByClass.size() < 2) {
            throw new TrainingSetException(description + " has only the class \"" + cropsByClass.keySet().iterator()
                    .next() + "\": at least two are needed");
        }
        if (cutOff > 0) {
            warn(cutOff + " nuclei are larger than the crops of " + settings.crops().size()
                    + " pixels and were cut off: use larger crops");
        }
        List<String> names = List.copyOf(cropsByClass.keySet());
        List<LabelledCrop> crops = new ArrayList<>();
        for (String name : names) {
            for (Crop crop : cropsByClass.get(name)) {
                crops.add(new LabelledCrop(crop, names.indexOf(name)));
            }
        }
        return new TrainingSet(new Dataset(names, crops), preparation, description, warnings);
    }
}
