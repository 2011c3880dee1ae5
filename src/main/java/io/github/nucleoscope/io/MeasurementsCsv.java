package io.github.nucleoscope.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The measurements of nuclei as a CSV file, see {@link NucleusRow}; complete after each image. */
public final class MeasurementsCsv implements AutoCloseable {

    private final CsvFile csv;

    /**
     * Writes the header line; an existing file is replaced.
     *
     * @throws IOException in one line, naming the file
     */
    public MeasurementsCsv(Path file) throws IOException {
        csv = new CsvFile(file, NucleusRow.columns(true));
    }

    /**
     * Appends rows of measured nuclei.
     *
     * @throws IOException in one line, naming the file
     */
    public void append(List<NucleusRow> rows) throws IOException {
        csv.append(rows.stream().map(NucleusRow::values).toList());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
