package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import ij.ImagePlus;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Collects labelled crops, image by image. If no model sets the pixel size, the first image does; crops of images with
 * other pixel sizes are resampled to it. If nuclei are segmented, it holds memory until it is closed.
 */
final class CropCollector implements AutoCloseable {

    private record Placed(Crop crop, Origin origin) {}

    private final ReadSettings settings;
    private final boolean segmented;
    private final Map<String, List<Placed>> cropsByClass = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> methodNotes = new ArrayList<>();
    private final Map<String, Set<String>> imagesByNote = new LinkedHashMap<>();
    private Preparation preparation;
    private int cutOff;
    private int otherPixelSizeCount;
    private NucleusFinder finder;

    /** @param segmented whether the nuclei come from whole images, not from ready-made crops */
    CropCollector(ReadSettings settings, boolean segmented) {
        this.settings = settings;
        this.segmented = segmented;
        preparation = settings.model().orElse(null);
    }

    /** Registers a class, even if no crop of it follows. */
    void declare(String className) {
        cropsByClass.computeIfAbsent(className, name -> new ArrayList<>());
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** Adds one warning for all images whose colours are ignored although the user did not ask for that. */
    void warnOfIgnoredColour(String name, ImagePlus image) {
        settings.signal().colour().warning(image).ifPresent(warning -> ignoresColour(name, warning));
    }

    /** Adds an image to a warning about ignored colours. There is none for a model, which defines what it uses. */
    void ignoresColour(String name, Problem warning) {
        if (settings.model().isEmpty()) {
            note(name, warning.text());
        }
    }

    /** Adds an image to a warning that is shown once for all images that share it. */
    private void note(String name, String note) {
        imagesByNote.computeIfAbsent(note, key -> new LinkedHashSet<>()).add(name);
    }

    /**
     * Segments the nuclei of a plane.
     *
     * @throws FinderException if the requested segmentation method is not available
     */
    SegmentedPlane segment(Plane plane, SourceImage image) {
        if (finder == null) {
            open();
        }
        SegmentedPlane found = finder.find(plane);
        found.notes().forEach(note -> note(image.name(), note));
        return found;
    }

    private void open() {
        try {
            finder = settings.finders().open(settings.segmentation());
        } catch (IOException e) {
            throw new FinderException(InputException.of(e));
        } catch (InputException e) {
            throw new FinderException(e);
        }
        settings.model().flatMap(model -> model.note(settings.segmentation())).ifPresent(methodNotes::add);
        methodNotes.addAll(finder.notes(settings.signal()));
    }

    /** Cuts a nucleus out of a plane of an image. */
    void add(Plane plane, Nucleus nucleus, SourceImage image, String className) {
        double scale = preparation(image.pixelSize()).scaleOf(image.pixelSize());
        Cropper cropper = new Cropper(settings.crops());
        if (cropper.cutsOff(nucleus, scale)) {
            cutOff++;
        }
        add(cropper.crop(plane.pixels(), nucleus, image.name(), scale),
                new Origin(image, plane.z(), plane.t(), Optional.of(nucleus.mask())), className);
    }

    /**
     * Adds a ready-made crop. Such crops are not resampled: those with other pixel sizes are counted for a warning.
     *
     * @param image named after the image that the crop was cut from; if that is unknown, with a name unique to the crop
     * @param sourceKnown whether {@code image} is named after the image that the crop was cut from
     */
    void addWhole(RandomAccessibleInterval<? extends RealType<?>> pixels, SourceImage image, boolean sourceKnown,
            String className) {
        boolean fits = isOfPixelSize(preparation(image.pixelSize()), image.pixelSize());
        if (settings.crops().scale() == Scale.FIXED && !fits) {
            otherPixelSizeCount++;
        }
        add(new Cropper(settings.crops()).ofWhole(pixels, image.name(), sourceKnown),
                new Origin(image, 1, 1, Optional.empty()), className);
    }

    private static boolean isOfPixelSize(Preparation preparation, PixelSize pixelSize) {
        try {
            return preparation.scaleOf(pixelSize) == 1;
        } catch (InputException e) {
            return false; // a different unit of length, or a ratio of more than ten
        }
    }

    private void add(Crop crop, Origin origin, String className) {
        cropsByClass.computeIfAbsent(className, name -> new ArrayList<>()).add(new Placed(crop, origin));
    }

    private Preparation preparation(PixelSize pixelSize) {
        if (preparation == null) {
            preparation = new Preparation(settings.crops(),
                    // LEARNED is not a default: the user asked for it, for the images that will be classified.
                    segmented || settings.segmentation().method() == Segmentation.Method.LEARNED
                            ? Optional.of(settings.segmentation()) : Optional.empty(), pixelSize, settings.signal());
        }
        return preparation;
    }

    /**
     * Returns the training set; classes are sorted by name.
     *
     * @throws InputException if there are fewer than two classes, or a class has no crops
     */
    TrainingSet trainingSet(String description) {
        imagesByNote.forEach((note, images) -> warn(images.iterator().next() + ": " + note
                + (images.size() == 1 ? "" : "; the same of " + (images.size() - 1) + " more")));
        if (cropsByClass.values().stream().allMatch(List::isEmpty)) {
            throw new InputException("no labelled nucleus was found in " + description
                    + (warnings.isEmpty() ? ": add some of each class" : "; the first problem: " + warnings.get(0)));
        }
        for (Map.Entry<String, List<Placed>> entry : cropsByClass.entrySet()) {
            if (entry.getValue().isEmpty()) {
                throw new InputException("class \"" + entry.getKey() + "\" of " + description
                        + " has no nucleus: add some, or leave the class out");
            }
        }
        if (cropsByClass.size() < 2) {
            throw new InputException(description + " has only the class \"" + cropsByClass.keySet().iterator()
                    .next() + "\": at least two are needed");
        }
        if (cutOff > 0) {
            warn(cutOff + " nuclei are larger than the crops of " + settings.crops().size()
                    + " pixels and were cut off: use larger crops");
        }
        if (otherPixelSizeCount > 0) {
            PixelSize wanted = preparation.pixelSize();
            warn((otherPixelSizeCount == 1 ? "1 crop has" : otherPixelSizeCount + " crops have")
                    + " pixels of another size than the "
                    + (settings.model().isPresent() ? "model's" : "first crop's") + " (" + wanted.width() + " "
                    + wanted.unit() + "), and crops are not resampled, so nuclei look too large or too small: "
                    + "resample them, or give the whole images");
        }
        List<String> names = List.copyOf(cropsByClass.keySet());
        List<LabelledCrop> crops = new ArrayList<>();
        for (String name : names) {
            for (Placed placed : cropsByClass.get(name)) {
                crops.add(new LabelledCrop(placed.crop, names.indexOf(name), Optional.of(placed.origin)));
            }
        }
        warnings.addAll(0, methodNotes);
        return new TrainingSet(new Dataset(names, crops), preparation, description, warnings);
    }

    @Override
    public void close() {
        if (finder != null) {
            finder.close();
        }
    }
}
