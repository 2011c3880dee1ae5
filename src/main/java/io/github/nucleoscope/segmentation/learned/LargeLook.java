package io.github.nucleoscope.segmentation.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SampleWindows;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * What windows of a large plane show, see {@link SampleWindows}.
 *
 * @param brightness brightness of the plane; empty if all of its pixels are equal
 * @param highest see {@link FirstLook}
 * @param classical number of nuclei that the classical method finds in those windows that the network looks at
 * @param learned number that the network finds there
 * @param diameter diameter in pixels for which the plane is to be resampled; empty if it is not
 */
record LargeLook(Optional<Brightness> brightness, double highest, int classical, int learned,
        OptionalDouble diameter) {

    /**
     * Looks at a plane.
     *
     * @param settings of which the polarity and the diameter, in pixels, are used
     */
    static LargeLook of(WindowNetwork network, TrainedDiameter trained,
            RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        Optional<Brightness> brightness = Brightness.of(plane, settings.polarity() == Polarity.DARK);
        List<Window> all = SampleWindows.of((int) plane.dimension(0), (int) plane.dimension(1)).parallelStream()
                .map(area -> Window.of(plane, area, brightness, settings)).toList();
        double least = FirstLook.leastHighest(all.stream().map(Window::look).toList());
        List<Window> windows = all.stream()
                .filter(window -> window.look.count() > 0 && window.look.highest() >= least).toList();
        FirstLook look = FirstLook.of(windows.stream().map(Window::look).toList(), settings.diameter());
        double magnification = trained.magnification(look.diameter());
        List<Window> some = some(windows, magnification);
        Found found = look(network, some, brightness, look.highest(), magnification);
        OptionalDouble better = found.diameter;
        boolean again = settings.diameter().isEmpty() && trained.isToResample(look.diameter(), better);
        if (again) {
            found = look(network, some, brightness, look.highest(), trained.magnification(better));
        }
        return new LargeLook(brightness, look.highest(), some.stream().mapToInt(window -> window.look.count()).sum(),
                found.count, again ? better : look.diameter());
    }

    /** Returns some of the windows, evenly spread, that take no longer than the largest plane that is not large. */
    private static List<Window> some(List<Window> windows, double magnification) {
        long pixels = windows.stream().mapToLong(window -> Intervals.numElements(window.pixels)).sum();
        double share = SegmentationSettings.LARGEST_WHOLE / (pixels * magnification * magnification);
        int count = (int) Math.max(1, Math.min(windows.size(), share * windows.size()));
        return windows.isEmpty() ? windows
                : IntStream.range(0, count).mapToObj(i -> windows.get((2 * i + 1) * windows.size() / (2 * count)))
                        .toList();
    }

    /** A window of the plane. */
    private record Window(RandomAccessibleInterval<? extends RealType<?>> pixels, FirstLook look) {

        static Window of(RandomAccessibleInterval<? extends RealType<?>> plane, Area area,
                Optional<Brightness> brightness, SegmentationSettings settings) {
            RandomAccessibleInterval<? extends RealType<?>> pixels = Views.zeroMin(
                    Views.interval(Views.zeroMin(plane), area.interval()));
            return new Window(pixels, FirstLook.of(pixels, brightness, settings.diameter()));
        }
    }

    /** Number of nuclei in windows, and their median diameter. */
    private record Found(int count, OptionalDouble diameter) {}

    private static Found look(WindowNetwork network, List<Window> windows, Optional<Brightness> brightness,
            double highest, double magnification) {
        int[] areas = windows.stream().flatMapToInt(window -> {
            ScaledPlane scaled = ScaledPlane.of(window.pixels, brightness, highest, magnification);
            network.compute(scaled, List.of(Flip.NONE));
            return Arrays.stream(Diameters.areas(scaled.maps().labels(SegmentationSettings.DEFAULT)));
        }).toArray();
        return new Found(areas.length, Diameters.median(Arrays.stream(areas)));
    }
}
