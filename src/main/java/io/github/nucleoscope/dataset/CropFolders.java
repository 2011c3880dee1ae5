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
import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Samples;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Ready-made crops: one sub-folder per class, one file per nucleus. Files named {@code <image>__<anything>} are grouped
 * by {@code <image>}, the part before the last {@code __}; the source image of all other files is unknown.
 *
 * <p>The first plane of the channel of a stack is used. If the corners of at least 90 % of the crops are exactly 0, the
 * background is assumed to have been set to 0, and the pixels above 0 are the nucleus. Otherwise the crops are windows
 * of an image, including its background. A stain or colour that was chosen is taken for the crops, unless their
 * channels were chosen, too: there is nothing else for it to show.
 *
 * @param folder folder with the sub-folders
 * @param settings size and normalisation of the crops; the background is detected unless a model defines it
 */
public record CropFolders(Path folder, ReadSettings settings) implements TrainingSource {

    @Override
    public TrainingSet read(FileProgress progress) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (Path subfolder : TrainingSource.subfolders(folder)) {
            for (Path file : ImageFiles.list(subfolder)) {
                files.put(file, subfolder.getFileName().toString());
            }
        }
        try (CropCollector collector = new CropCollector(settings, request(), false)) {
            for (Path subfolder : TrainingSource.subfolders(folder)) {
                collector.declare(subfolder.getFileName().toString());
            }
            Sizes sizes = new Sizes();
            int done = 0;
            for (Map.Entry<Path, String> entry : files.entrySet()) {
                if (progress.isCancelled()) {
                    break;
                }
                try {
                    add(entry.getKey(), entry.getValue(), collector, sizes);
                } catch (InputException e) {
                    collector.warn(e.in(entry.getKey().getFileName()).getMessage());
                }
                progress.fileDone(++done, files.size(), entry.getKey());
            }
            return trainingSet(collector, sizes);
        }
    }

    private CropRequest request() {
        CropRequest crops = settings.crops();
        boolean ofStain = crops.channels() instanceof ChannelRequest.Automatic
                && settings.signal().colour() != Colour.LUMINANCE;
        return ofStain ? new CropRequest(crops.size(), crops.scale(), crops.background(), crops.normalisation(),
                new ChannelSelection.OfNuclei(), crops.aroundPoints()) : crops;
    }

    private void add(Path file, String className, CropCollector collector, Sizes sizes) {
        ImagePlus image = ImageFiles.read(file);
        Optional<String> cutFrom = sourceImage(file);
        String name = cutFrom.orElse(className + "/" + file.getFileName());
        collector.begin(name, image);
        Planes.Plane plane = Planes.at(image, settings.signal(), 1, 1);
        List<RandomAccessibleInterval<? extends RealType<?>>> channels = plane.channels(collector.channels());
        if (collector.channels() instanceof ChannelSelection.Colours) {
            collector.addColours(plane.source().colours());
        }
        sizes.add(channels);
        SourceImage source = new SourceImage(name, Optional.of(file), 0, Planes.pixelSize(image));
        // Copies: an open file of many channels or planes would stay in memory as a whole.
        collector.addWhole(new UncutCrop(UncutCrop.copies(channels, channels.get(0)), Optional.empty(),
                Optional.empty(), Samples.of(channels), 1, cutFrom.isPresent(),
                new Origin(source, 1, 1, Optional.empty())), className);
    }

    private TrainingSet trainingSet(CropCollector collector, Sizes sizes) {
        sizes.refuseWholeImages();
        Background background = sizes.isZeroed() ? Background.ZERO : Background.KEEP;
        if (sizes.count > 0 && settings.model().isPresent() && background != settings.crops().background()) {
            collector.warn(background == Background.ZERO
                    ? "the background of these crops is 0, but the model was trained on crops with background: the "
                            + "results do not apply to the model's own crops; use crops that keep their background"
                    : "these crops have a background, but the model was trained on crops whose background is 0: the "
                            + "results do not apply to the model's own crops; use crops whose background is 0");
        }
        TrainingSet set = collector.trainingSet("the crops in " + folder.getFileName(), background);
        return set.withWarnings(sizes.warnings(set));
    }

    private static Optional<String> sourceImage(Path file) {
        String name = ImageFiles.baseName(file);
        int end = name.lastIndexOf("__");
        return end > 0 ? Optional.of(name.substring(0, end)) : Optional.empty();
    }

    /** The sizes and corners of the crops. */
    private final class Sizes {

        private final TreeSet<Long> longerSides = new TreeSet<>();
        private int count;
        private int zeroed;
        private int large;

        void add(List<RandomAccessibleInterval<? extends RealType<?>>> channels) {
            RandomAccessibleInterval<? extends RealType<?>> first = channels.get(0);
            count++;
            zeroed += hasZeroCorners(channels) ? 1 : 0;
            large += first.dimension(0) > largest() && first.dimension(1) > largest() ? 1 : 0;
            longerSides.add(Math.max(first.dimension(0), first.dimension(1)));
        }

        private static boolean hasZeroCorners(List<RandomAccessibleInterval<? extends RealType<?>>> channels) {
            for (RandomAccessibleInterval<? extends RealType<?>> pixels : channels) {
                for (long x : new long[] {0, pixels.dimension(0) - 1}) {
                    for (long y : new long[] {0, pixels.dimension(1) - 1}) {
                        if (pixels.getAt(x, y).getRealDouble() != 0) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        boolean isZeroed() {
            return zeroed > 0 && zeroed >= 0.9 * count;
        }

        /** Rejects files much larger than the crops: a network trained on the centres of whole images is worthless. */
        void refuseWholeImages() {
            if (settings.crops().scale() == CropSettings.Scale.FIXED && large > count / 2) {
                throw new InputException(folder, "most files are larger than " + largest() + "x" + largest()
                        + " pixels, too large for crops of " + CropSize.largest(settings.crops())
                        + "; if they are whole images, have them segmented, otherwise use larger crops");
            }
        }

        /** A size that can be chosen automatically can be given, too. */
        private int largest() {
            return 2 * Math.max(CropSize.LARGEST, CropSize.largest(settings.crops()));
        }

        List<String> warnings(TrainingSet set) {
            List<String> warnings = new ArrayList<>();
            int size = set.preparation().crops().size();
            if (longerSides.size() > 1) {
                warnings.add("the crops have " + longerSides.size() + " different sizes, from " + longerSides.first()
                        + " to " + longerSides.last() + " pixels: they were centred in " + size + " pixels");
            }
            if (longerSides.last() > size && settings.crops().scale() == CropSettings.Scale.FIXED) {
                warnings.add(settings.crops().size().isEmpty()
                        ? "the crops are up to " + longerSides.last() + " pixels wide: the middle of at most " + size
                        + " pixels is used"
                        : "crops of up to " + longerSides.last() + " pixels were cut to " + size
                        + ": use larger crops; are these whole images whose nuclei must be segmented?");
            }
            return warnings;
        }
    }
}
