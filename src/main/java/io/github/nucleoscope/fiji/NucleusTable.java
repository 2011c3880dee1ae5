package io.github.nucleoscope.fiji;

import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.io.ResultsRow;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

/** The table "Nuclei": one row per nucleus. */
public final class NucleusTable {

    /** Title of the window. */
    public static final String TITLE = "Nuclei";

    /** Columns of nuclei without classes; their values are those that classified nuclei have. */
    static final List<String> SEGMENTED = List.of("Image", "Label", "X", "Y", "Z", "T", "Area", "Mean");

    private NucleusTable() {}

    /**
     * Classified nuclei, with the columns and values of {@link ResultsRow}.
     *
     * @param model its name
     */
    public static ResultsTable of(ClassifiedImage image, String model) {
        return table(ResultsRow.columns(image.classes()),
                ResultsRow.of(image, model).stream().map(ResultsRow::values).toList());
    }

    /** One row per nucleus of a plane that was not classified: the cells of {@link #SEGMENTED}. */
    static List<List<?>> rows(String image, SegmentedPlane plane, PixelSize pixelSize) {
        List<List<?>> rows = new ArrayList<>();
        for (Nucleus nucleus : plane.nuclei()) {
            rows.add(List.of(image, nucleus.label(), (nucleus.x() + 0.5) * pixelSize.width(),
                    (nucleus.y() + 0.5) * pixelSize.height(), plane.plane().z(), plane.plane().t(),
                    nucleus.area() * pixelSize.width() * pixelSize.height(), nucleus.mean()));
        }
        return rows;
    }

    /**
     * Any rows as a table.
     *
     * @param rows of as many cells as there are columns, each a String or a Number
     */
    static ResultsTable table(List<String> columns, List<? extends List<?>> rows) {
        ResultsTable table = new ResultsTable();
        for (List<?> row : rows) {
            table.addRow();
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) instanceof Number number) {
                    table.addValue(columns.get(i), number.doubleValue());
                } else {
                    table.addValue(columns.get(i), row.get(i).toString());
                }
            }
        }
        return table;
    }

    /** Opens the table, or puts it into the table window of its title; does nothing in batch mode and headless. */
    static void show(ResultsTable table, String title) {
        if (!GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode()) {
            table.show(title);
        }
    }
}
