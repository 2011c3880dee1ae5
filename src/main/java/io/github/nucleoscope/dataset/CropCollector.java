package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

import ij.ImagePlus;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Collects labelled nuclei, image by image, and cuts their crops at the end. If no model sets the pixel size, the first
 * image does; crops of images with other pixel sizes are resampled to it. Likewise the first image decides which
 * channels crops consist of, if that is open. If nuclei are segmented, it holds memory until it is closed.
 */
final class CropCollector implements AutoCloseable {

    private static final String FOUND_BY_LUMINANCE = "a colour image whose nuclei are found by its luminance alone:"
            + " choose its stain, such as H&E or Giemsa, or the colour of the nuclei, such as blue";

    private final ReadSettings settings;
    private final CropRequest request;
    private final boolean segmented;
    private final Map<String, Queue<UncutCrop>> cropsByClass = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> methodNotes = new ArrayList<>();
    private final Map<String, Set<String>> imagesByNote = new LinkedHashMap<>();
    /** Diameters in pixels for which nuclei were looked for, see {@link SegmentedPlane#diameter}. */
    private final DoubleSummaryStatistics diameters = new DoubleSummaryStatistics();
    private final ImageColours colours = new ImageColours();
    /** The latest plane of which crops were added, and its white level: it is measured once. */
    private Plane latest;
    private Optional<WhiteLevel> glass = Optional.empty();
    /** Whether the current image has colours, which crops show, but its nuclei are found without them. */
    private boolean foundByLuminance;
    private ChannelSelection channels;
    private ImageKind kind;
    private PixelSize pixelSize;
    private OptionalDouble nucleusDiameter = OptionalDouble.empty();
    private int otherPixelSizeCount;
    private NucleusFinder finder;

    /**
     * @param request how crops are to be cut
     * @param segmented whether the nuclei come from whole images, not from ready-made crops
     */
    CropCollector(ReadSettings settings, CropRequest request, boolean segmented) {
        this.settings = settings;
        this.request = request;
        this.segmented = segmented;
        settings.model().ifPresent(model -> {
            channels = model.crops().channels();
            pixelSize = model.pixelSize();
        });
    }

    /** Registers a class, even if no crop of it follows. */
    void declare(String className) {
        cropsByClass.computeIfAbsent(className, name -> new ArrayDeque<>());
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /**
     * Begins with an image: the first one decides which channels crops consist of, if that is open. Warns if crops
     * ignore its colours although the user did not ask for that.
     *
     * @throws InputException if the image does not have these channels, or is not of the model's kind
     */
    void begin(String name, ImagePlus image) {
        if (settings.model().isPresent()) {
            settings.model().get().requireKind(image, settings.signal());
            return;
        }
        if (channels == null) {
            channels = request.channels().in(image);
            kind = ImageKind.of(image);
        }
        channels.requireIn(image);
        Optional<Problem> unused = settings.signal().colour().warning(image);
        foundByLuminance = unused.isPresent() && !(channels instanceof ChannelSelection.OfNuclei);
        if (!foundByLuminance) {
            unused.ifPresent(problem -> note(name, problem.text()));
        }
    }

    /** Adds the colours of a ready-made crop. */
    void addColours(WhiteLevel.Histogram crop) {
        colours.addCrop(crop);
    }

    /** Returns the channels of the crops, once an image has begun. */
    ChannelSelection channels() {
        return channels;
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
        if (foundByLuminance) {
            note(image.name(), FOUND_BY_LUMINANCE);
        }
        SegmentedPlane found = finder.find(plane);
        found.diameter().ifPresent(diameters::accept);
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

    /** Adds a nucleus of a plane of an image; a copy of the pixels around it is kept. */
    void add(Plane plane, Nucleus nucleus, SourceImage image, String className) {
        double scale = preparation(image.pixelSize()).scaleOf(image.pixelSize());
        measure(plane);
        add(new UncutCrop(UncutCrop.copies(plane.channels(channels), around(nucleus.mask(), scale)),
                Optional.of(nucleus), glass, plane.source().samples(channels), scale, true,
                new Origin(image, plane.z(), plane.t(), Optional.of(nucleus.mask()))), className);
    }

    private void measure(Plane plane) {
        if (plane != latest && channels instanceof ChannelSelection.Colours) {
            WhiteLevel.Histogram histogram = plane.source().colours();
            colours.addImage(histogram);
            glass = Optional.of(histogram.white());
        }
        latest = plane;
    }

    /** Returns what crops of any size that is still possible may see. */
    private Interval around(Interval box, double scale) {
        // One pixel is interpolated with its neighbours, and shrinking averages over some.
        long margin = (long) Math.ceil(0.5 * CropSize.largest(request) / scale + 2 + 2 / scale);
        long[] min = new long[2];
        long[] max = new long[2];
        for (int axis = 0; axis < 2; axis++) {
            long side = request.scale() == Scale.FIT ? Math.max(box.dimension(0), box.dimension(1)) + 2 : 0;
            long middle = Math.floorDiv(box.min(axis) + box.max(axis), 2);
            min[axis] = middle - Math.max(side, margin);
            max[axis] = middle + Math.max(side, margin) + 1;
        }
        return Intervals.createMinMax(min[0], min[1], max[0], max[1]);
    }

    /**
     * Adds a ready-made crop. Such crops are not resampled: those with other pixel sizes are counted for a warning.
     *
     * @param crop its origin is an image named after the image that it was cut from; if that is unknown, with a name
     *     unique to the crop
     */
    void addWhole(UncutCrop crop, String className) {
        boolean fits = isOfPixelSize(preparation(crop.origin().image().pixelSize()),
                crop.origin().image().pixelSize());
        if (request.scale() == Scale.FIXED && !fits) {
            otherPixelSizeCount++;
        }
        add(crop, className);
    }

    private static boolean isOfPixelSize(Preparation preparation, PixelSize pixelSize) {
        try {
            return preparation.scaleOf(pixelSize) == 1;
        } catch (InputException e) {
            return false; // a different unit of length, or a ratio of more than ten
        }
    }

    private void add(UncutCrop crop, String className) {
        declare(className);
        cropsByClass.get(className).add(crop);
    }

    /** Returns what is known about the preparation before the crops are cut: pixel sizes are compared with it. */
    private Preparation preparation(PixelSize firstSize) {
        if (pixelSize == null) {
            pixelSize = firstSize;
        }
        return preparation(CropSettings.DEFAULT);
    }

    private Preparation preparation(CropSettings crops) {
        return settings.model().orElseGet(() -> new Preparation(crops,
                // LEARNED is not a default: the user asked for it, for the images that will be classified.
                segmented || settings.segmentation().method() == Segmentation.Method.LEARNED
                        ? Optional.of(settings.segmentation()) : Optional.empty(), pixelSize, settings.signal(),
                Optional.of(kind), nucleusDiameter));
    }

    /** Cuts the crops and returns the training set; see {@link #trainingSet(String, Background)}. */
    TrainingSet trainingSet(String description) {
        return trainingSet(description, request.background());
    }

    /**
     * Cuts the crops and returns the training set; classes are sorted by name. To be called once.
     *
     * @param background what happens, or has happened, to the pixels outside the nucleus
     * @throws InputException if there are fewer than two classes, or a class has no crops
     */
    TrainingSet trainingSet(String description, Background background) {
        imagesByNote.forEach((note, images) -> warn(images.iterator().next() + ": " + note
                + (images.size() == 1 ? "" : "; the same of " + (images.size() - 1) + " more")));
        requireClasses(description);
        nucleusDiameter = median(cropsByClass.values().stream().flatMap(Queue::stream).flatMap(crop ->
                crop.nucleus().stream().map(nucleus -> crop.scale() * nucleus.diameter())).sorted().toList());
        CropCutting cutting = cutting(background);
        warnOfPixelSizes();
        List<String> names = List.copyOf(cropsByClass.keySet());
        List<LabelledCrop> crops = new ArrayList<>();
        for (String name : names) {
            Queue<UncutCrop> uncut = cropsByClass.get(name);
            while (!uncut.isEmpty()) {
                // Removed: the pixels of all crops, uncut and cut, could be too many.
                UncutCrop next = uncut.remove();
                crops.add(new LabelledCrop(cutting.cut(next), names.indexOf(name), Optional.of(next.origin())));
            }
        }
        warnings.addAll(0, methodNotes);
        return new TrainingSet(new Dataset(names, crops), preparation(cutting.settings()), description + diameters(),
                warnings, cutting.open());
    }

    private static OptionalDouble median(List<Double> sorted) {
        return sorted.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sorted.get(sorted.size() / 2));
    }

    private String diameters() {
        long least = Math.round(diameters.getMin());
        long most = Math.round(diameters.getMax());
        return diameters.getCount() == 0 ? "" : "; nuclei looked for at a diameter of " + least
                + (most == least ? "" : " to " + most) + " pixels";
    }

    private CropCutting cutting(Background background) {
        List<UncutCrop> all = cropsByClass.values().stream().flatMap(Queue::stream).toList();
        CropCutting cutting = settings.model().map(model -> CropCutting.of(model, all))
                .orElseGet(() -> CropCutting.of(request.withBackground(background), channels, settings.signal(),
                        channels instanceof ChannelSelection.Colours ? Optional.of(colours) : Optional.empty(), all));
        warnOfCutNuclei(cutting, all);
        return cutting;
    }

    private void requireClasses(String description) {
        if (cropsByClass.values().stream().allMatch(Queue::isEmpty)) {
            throw new InputException("no labelled nucleus was found in " + description
                    + (warnings.isEmpty() ? ": add some of each class" : "; the first problem: " + warnings.get(0)));
        }
        for (Map.Entry<String, Queue<UncutCrop>> entry : cropsByClass.entrySet()) {
            if (entry.getValue().isEmpty()) {
                throw new InputException("class \"" + entry.getKey() + "\" of " + description
                        + " has no nucleus: add some, or leave the class out");
            }
        }
        if (cropsByClass.size() < 2) {
            throw new InputException(description + " has only the class \"" + cropsByClass.keySet().iterator()
                    .next() + "\": at least two are needed");
        }
    }

    private void warnOfCutNuclei(CropCutting cutting, List<UncutCrop> crops) {
        long cutOff = request.aroundPoints() ? 0 : crops.stream().filter(cutting::cutsOff).count();
        if (cutOff > 0) {
            warn((cutOff == 1 ? "1 nucleus is" : cutOff + " nuclei are") + " larger than the crops of "
                    + cutting.settings().size() + " pixels, and parts were cut off: use larger crops");
        }
    }

    private void warnOfPixelSizes() {
        if (otherPixelSizeCount > 0) {
            warn((otherPixelSizeCount == 1 ? "1 crop has" : otherPixelSizeCount + " crops have")
                    + " pixels of another size than the "
                    + (settings.model().isPresent() ? "model's" : "first crop's") + " (" + pixelSize.width() + " "
                    + pixelSize.unit() + "), and crops are not resampled, so nuclei look too large or too small: "
                    + "resample them, or give the whole images");
        }
    }

    @Override
    public void close() {
        if (finder != null) {
            finder.close();
        }
    }
}
