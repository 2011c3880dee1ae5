package io.github.nucleoscope.segmentation.learned;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.PackedLabels;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;

/**
 * Finds the nuclei of planes of any size with a {@link SegmentationModel}. The classical method estimates the size of
 * the nuclei; the plane is resampled until they have the size that the model was trained on, as in Stringer et al.,
 * "Cellpose", 2021, and resampled again if a first pass of the model finds nuclei of another size. Test-time
 * augmentation: the network's outputs for the plane, flipped along either axis and along both, are averaged with those
 * for the unflipped plane. If nuclei are so small that the network receives more than half a pixel for each of the
 * plane, it is flipped along both only; if it receives more than two, not at all. The background is subtracted
 * beforehand, see {@link BackgroundCorrection}.
 *
 * <p>A plane is mirrored at its right and lower edges up to a size that the network accepts; a large one is computed in
 * windows that overlap by the network's receptive field, so that no seams appear. A plane too large for copies in
 * memory is never held as a whole, see {@link BandedSegmentation}. Memory is held for the size of the largest window so
 * far, until {@link #close}. Not thread-safe.
 */
public final class LearnedSegmenter implements AutoCloseable {

    /** Largest number of pixels of a window: several hundred MB of feature maps for the default network. */
    private static final int WINDOW = 1 << 20;

    /** A network that finds this many times fewer nuclei than the classical method is not trusted on the image. */
    private static final int FEWER = 3;

    /** Fewer nuclei of the classical method may be debris, which the network rightly ignores. */
    private static final int FEW = 5;

    private final WindowNetwork network;
    private final TrainedDiameter trained;
    private final long largest;

    public LearnedSegmenter(SegmentationModel model) {
        this(model.network(), model.diameter(), WINDOW, SegmentationSettings.LARGEST_WHOLE);
    }

    /**
     * @param diameter diameter of the nuclei that the network was trained on, in pixels
     * @param mostPixels largest number of pixels of a window, unless its margins would leave nothing of it
     * @param largest largest number of pixels of a plane, before or after it is resampled, that is held as a whole
     */
    LearnedSegmenter(Network network, double diameter, int mostPixels, long largest) {
        this.largest = largest;
        this.network = new WindowNetwork(network, mostPixels);
        trained = new TrainedDiameter(diameter);
    }

    /**
     * Finds the nuclei of a plane.
     *
     * @param plane intensities, axes X, Y; any real type. NaN and infinite pixels are treated as background
     * @param settings of which the polarity, the areas, the border and the diameter, in pixels, are used
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background. Same shape as the plane,
     *     but its minimum is (0, 0)
     */
    public Img<IntType> segment(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        return find(plane, settings).labels;
    }

    /**
     * The nuclei of a plane.
     *
     * @param labels see {@link #segment}
     * @param diameter diameter in pixels for which the plane was resampled; empty if it was not
     */
    record Found(Img<IntType> labels, OptionalDouble diameter) {

        SegmentedPlane in(Plane plane, boolean keepAll) {
            return SegmentedPlane.found(plane, labels, diameter, keepAll);
        }
    }

    /** Finds the nuclei of a plane, see {@link #segment}. */
    Found find(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        return look(plane, settings).found(settings);
    }

    /**
     * Finds the nuclei of a plane, or returns empty if the image is unlike the network's training data: if the
     * classical method finds five nuclei or more, and more than three times as many as the network, which takes haze
     * for one huge nucleus, or misses nuclei that are dim next to something else.
     */
    Optional<Found> findKnown(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        Look look = look(plane, settings);
        return look.classical() >= FEW && FEWER * look.learned() < look.classical() ? Optional.empty()
                : Optional.of(look.found(settings));
    }

    /** What both methods see in a plane. */
    private sealed interface Look {

        /** Returns how many nuclei the classical method finds. */
        int classical();

        /** Returns how many nuclei the network finds where the classical method has looked. */
        int learned();

        /** Returns the nuclei that the user wants to keep. */
        Found found(SegmentationSettings settings);
    }

    private Look look(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        FloatPlane.requirePlane(plane);
        if (isLarge(plane, 1)) {
            return new InBands(plane, LargeLook.of(network, trained, plane, settings));
        }
        Optional<Brightness> brightness = Brightness.of(plane, settings.polarity() == Polarity.DARK);
        FirstLook first = FirstLook.of(plane, brightness, settings.diameter());
        return isLarge(plane, trained.magnification(first.diameter()))
                ? new InBands(plane, LargeLook.of(network, trained, plane, settings))
                : look(plane, settings, brightness, first);
    }

    private boolean isLarge(RandomAccessibleInterval<?> plane, double magnification) {
        return Intervals.numElements(plane) * magnification * magnification > largest;
    }

    /**
     * The output of the network for a whole plane.
     *
     * @param all nuclei that are kept by default
     * @param classical number of nuclei that the classical method finds
     * @param diameter diameter in pixels for which the plane was resampled; empty if it was not
     */
    private record AtOnce(NucleusMaps maps, Img<IntType> all, int classical, OptionalDouble diameter)
            implements Look {

        @Override
        public int learned() {
            return Diameters.count(all);
        }

        @Override
        public Found found(SegmentationSettings settings) {
            return new Found(settings.keepsLike(SegmentationSettings.DEFAULT) ? all : maps.labels(settings), diameter);
        }
    }

    private AtOnce look(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings,
            Optional<Brightness> brightness, FirstLook first) {
        ScaledPlane scaled = ScaledPlane.of(plane, brightness, first.highest(),
                trained.magnification(first.diameter()));
        network.compute(scaled, List.of(Flip.NONE));
        // Whatever nuclei the user wants to keep: all count for the size of the nuclei.
        OptionalDouble better = Diameters.median(scaled.maps().labels(SegmentationSettings.DEFAULT));
        boolean again = settings.diameter().isEmpty() && trained.isToResample(first.diameter(), better);
        if (again) {
            scaled = null; // so that only one is in memory
            scaled = ScaledPlane.of(plane, brightness, first.highest(), trained.magnification(better));
            network.compute(scaled, List.of(Flip.NONE));
        }
        network.augment(scaled);
        NucleusMaps maps = scaled.maps();
        return new AtOnce(maps, maps.labels(SegmentationSettings.DEFAULT), first.count(),
                again ? better : first.diameter());
    }

    /** A plane too large for copies in memory, at its own scale or at that of the network. */
    private final class InBands implements Look {
        private final RandomAccessibleInterval<? extends RealType<?>> plane;
        private final LargeLook look;

        InBands(RandomAccessibleInterval<? extends RealType<?>> plane, LargeLook look) {
            this.plane = plane;
            this.look = look;
        }

        @Override
        public int classical() {
            return look.classical();
        }

        @Override
        public int learned() {
            return look.learned();
        }

        @Override
        public Found found(SegmentationSettings settings) {
            Img<IntType> labels = look.brightness().flatMap(brightness -> LargeScaledPlane.of(plane, brightness,
                            look.highest(), trained.magnification(look.diameter())))
                    .map(scaled -> new BandedSegmentation(network, scaled, BandedSegmentation.Layout.of(network,
                            scaled, look.diameter().orElse(trained.pixels()))).label(settings))
                    .orElseGet(() -> new PackedLabels((int) plane.dimension(0), (int) plane.dimension(1)).image());
            return new Found(labels, look.diameter());
        }
    }

    /**
     * Computes the network's maps of a plane; nothing is inside a nucleus if there is nothing but
     * background.
     *
     * @param polarity whether nuclei are brighter or darker than the background
     * @param magnification magnification of the plane for the network
     */
    public NucleusMaps maps(RandomAccessibleInterval<? extends RealType<?>> plane, Polarity polarity,
            double magnification) {
        ScaledPlane scaled = ScaledPlane.of(plane, Brightness.of(plane, polarity == Polarity.DARK),
                Double.POSITIVE_INFINITY, magnification);
        network.compute(scaled, List.of(Flip.NONE));
        network.augment(scaled);
        return scaled.maps();
    }

    @Override
    public void close() {
        network.close();
    }
}
