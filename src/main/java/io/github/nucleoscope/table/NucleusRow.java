package io.github.nucleoscope.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.measurement.Measurements;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/**
 * A row for a nucleus that was found but not classified, in a CSV file or a window. The first columns have the same
 * values as those of {@link ResultsRow} for classified nuclei.
 *
 * @param values a String or a Number for each column
 */
public record NucleusRow(List<Object> values) {

    private static final List<String> COLUMNS = List.of("Image", "Label", "X", "Y", "Z", "T", "Area", "Mean");

    /** The {@link Measurements} that are already in {@link #COLUMNS}. */
    private static final List<String> REPEATED = List.of("area", "mean");

    public NucleusRow {
        values = List.copyOf(values);
    }

    /**
     * Returns the column names {@code Image, Label, X, Y, Z, T, Area, Mean} and, if nuclei are measured, the names of
     * {@link Measurements} except area and mean.
     */
    public static List<String> columns(boolean measured) {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (measured) {
            columns.addAll(Measurements.names().stream().filter(name -> !REPEATED.contains(name)).toList());
        }
        return List.copyOf(columns);
    }

    /**
     * Returns a row for each nucleus of a plane, in order.
     *
     * @param image name of the image
     * @param pixelSize the unit of lengths and areas
     * @param measured whether nuclei are measured
     */
    public static List<NucleusRow> of(String image, SegmentedPlane plane, PixelSize pixelSize, boolean measured) {
        return plane.nuclei().stream().map(nucleus -> of(image, plane, nucleus, pixelSize, measured)).toList();
    }

    private static NucleusRow of(String image, SegmentedPlane plane, Nucleus nucleus, PixelSize pixelSize,
            boolean measured) {
        List<Object> values = new ArrayList<>(List.of(image, nucleus.label(), (nucleus.x() + 0.5) * pixelSize.width(),
                (nucleus.y() + 0.5) * pixelSize.height(), plane.plane().z(), plane.plane().t(),
                nucleus.area() * pixelSize.width() * pixelSize.height(), nucleus.mean()));
        if (measured) {
            Measurements.of(nucleus, plane.plane().pixels(), pixelSize).byName().entrySet().stream()
                    .filter(value -> !REPEATED.contains(value.getKey())).map(Map.Entry::getValue).forEach(values::add);
        }
        return new NucleusRow(values);
    }
}
