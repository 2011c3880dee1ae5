package io.github.nucleoscope.table;

import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.problem.InputException;

/** The summary table of a folder as a CSV file, see {@link ImageSummary}; complete after each image. */
public final class SummaryCsv implements AutoCloseable {

    private final CsvFile csv;

    /**
     * Writes the header line; an existing file is replaced.
     *
     * @param classes of the model
     * @throws InputException in one line, naming the file
     */
    public SummaryCsv(Path file, List<NucleusClass> classes) {
        csv = new CsvFile(file, ImageSummary.columns(classes));
    }

    /**
     * Appends an image.
     *
     * @throws InputException in one line, naming the file
     */
    public void append(ImageSummary image) {
        csv.append(List.of(image.values()));
    }

    @Override
    public void close() {
        csv.close();
    }
}
