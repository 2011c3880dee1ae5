package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;
import java.util.List;

import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.table.ResultsRow;

/** The table "Nuclei": one row per nucleus. */
public final class NucleusTable {

    /** Title of the window. */
    public static final String TITLE = "Nuclei";

    private NucleusTable() {}

    /**
     * Returns a table of classified nuclei with the columns and values of {@link ResultsRow}.
     *
     * @param model name of the model
     */
    public static ResultsTable of(ClassifiedImage image, String model) {
        return table(ResultsRow.columns(image.classes()),
                ResultsRow.of(image, model).stream().map(ResultsRow::values).toList());
    }

    /**
     * Returns a table of any rows.
     *
     * @param rows rows with one cell per column, each a String or a Number
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

    /** Shows the table in the window of this title, which is opened if necessary; not in batch mode and headless. */
    static void show(ResultsTable table, String title) {
        if (!GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode()) {
            table.show(title);
        }
    }
}
