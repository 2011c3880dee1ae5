package io.github.nucleoscope.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Origin;
import io.github.nucleoscope.dataset.SourceImage;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Reads the crops of a training set again, as stored in their files. Each image is opened once. */
final class RawCrops {

    /** Margin around a nucleus that is cut out of an image, as a share of its longer side. */
    private static final double MARGIN = 0.25;

    /** Receives the crops one by one; none is kept here. */
    interface Sink {
        void accept(int index, RawCrop crop);
    }

    private RawCrops() {}

    /**
     * Hands all crops of a set to a sink; returns early if cancelled.
     *
     * @throws IOException if an image cannot be read any more
     */
    static void forEach(TrainingSet set, SourceImages images, FileProgress progress, Sink sink) throws IOException {
        Map<SourceImage, List<Integer>> cropsOf = new LinkedHashMap<>();
        List<LabelledCrop> crops = set.dataset().crops();
        for (int i = 0; i < crops.size(); i++) {
            cropsOf.computeIfAbsent(crops.get(i).origin().orElseThrow().image(), key -> new ArrayList<>()).add(i);
        }
        int done = 0;
        for (Map.Entry<SourceImage, List<Integer>> entry : cropsOf.entrySet()) {
            if (progress.isCancelled()) {
                return;
            }
            SourceImage source = entry.getKey();
            ImagePlus image = images.open(source);
            Signal signal = set.preparation().signal();
            List<Plane> planes = Planes.of(image, signal);
            int bitDepth = signal.colour().isStain() ? 32 : image.getBitDepth();
            for (int index : entry.getValue()) {
                Origin origin = crops.get(index).origin().orElseThrow();
                Plane plane = planes.get((origin.t() - 1) * image.getNSlices() + origin.z() - 1);
                sink.accept(index, crop(plane.pixels(), bitDepth, origin));
            }
            progress.fileDone(++done, cropsOf.size(), source.file().orElse(Path.of("image " + done)));
        }
    }

    private static RawCrop crop(RandomAccessibleInterval<? extends RealType<?>> plane, int bitDepth, Origin origin)
            throws IOException {
        if (origin.outline().isEmpty()) {
            Path file = origin.image().file().orElseThrow();
            return new RawCrop(pixels(plane), (int) plane.dimension(0), (int) plane.dimension(1),
                    bitDepth, origin.image().pixelSize(), Files.size(file), Optional.empty(), false);
        }
        RandomAccessibleInterval<BitType> outline = origin.outline().get();
        boolean cut = false;
        for (int axis = 0; axis < 2; axis++) {
            cut |= outline.min(axis) <= plane.min(axis) || outline.max(axis) >= plane.max(axis);
        }
        long longer = Math.max(outline.dimension(0), outline.dimension(1));
        Interval window = Intervals.intersect(plane, Intervals.expand(outline, (long) Math.ceil(MARGIN * longer)));
        boolean[] inside = new boolean[Math.toIntExact(Intervals.numElements(window))];
        int width = (int) window.dimension(0);
        Cursor<BitType> cursor = Views.interval(outline, Intervals.intersect(outline, window)).localizingCursor();
        while (cursor.hasNext()) {
            if (cursor.next().get()) {
                inside[(int) (cursor.getLongPosition(1) - window.min(1)) * width
                        + (int) (cursor.getLongPosition(0) - window.min(0))] = true;
            }
        }
        return new RawCrop(pixels(Views.interval(plane, window)), width, (int) window.dimension(1),
                bitDepth, origin.image().pixelSize(), -1, Optional.of(inside), cut);
    }

    private static float[] pixels(RandomAccessibleInterval<? extends RealType<?>> plane) {
        float[] values = new float[Math.toIntExact(Intervals.numElements(plane))];
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < values.length; i++) {
            float value = cursor.next().getRealFloat();
            values[i] = Float.isFinite(value) ? value : 0;
        }
        return values;
    }
}
