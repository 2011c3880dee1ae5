package io.github.nucleoscope.table;

import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.problem.InputException;

/**
 * The results table as a CSV file, see {@link ResultsRow}. Images are appended one by one and not kept: the file is
 * complete after each of them. Numbers have nine significant digits.
 */
public final class ResultsCsv implements AutoCloseable {

    private final CsvFile csv;
    private final List<NucleusClass> classes;
    private final String model;

    /**
     * Writes the header line; an existing file is replaced.
     *
     * @param classes of the model
     * @param model its name
     * @throws InputException in one line, naming the file
     */
    public ResultsCsv(Path file, List<NucleusClass> classes, String model) {
        this.classes = List.copyOf(classes);
        this.model = model;
        csv = new CsvFile(file, ResultsRow.columns(classes));
    }

    /**
     * Appends one row per nucleus.
     *
     * @throws IllegalArgumentException if the image was classified with other classes
     * @throws InputException in one line, naming the file
     */
    public void append(ClassifiedImage image) {
        if (!image.classes().equals(classes)) {
            throw new IllegalArgumentException("the table has the classes " + classes + " but " + image.name()
                    + " has " + image.classes());
        }
        csv.append(ResultsRow.of(image, model).stream().map(ResultsRow::values).toList());
    }

    @Override
    public void close() {
        csv.close();
    }
}
