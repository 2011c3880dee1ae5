package io.github.nucleoscope.table;

import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/** The nuclei that were found, as a CSV file, see {@link NucleusRow}; complete after each image. */
public final class NucleiCsv implements AutoCloseable {

    private final CsvFile csv;

    /**
     * Writes the header line; an existing file is replaced.
     *
     * @param measured whether the nuclei are measured
     * @throws InputException in one line, naming the file
     */
    public NucleiCsv(Path file, boolean measured) {
        csv = new CsvFile(file, NucleusRow.columns(measured));
    }

    /**
     * Appends rows. Either all or none of them have measurements, as said in the constructor.
     *
     * @throws InputException in one line, naming the file
     */
    public void append(List<NucleusRow> rows) {
        csv.append(rows.stream().map(NucleusRow::values).toList());
    }

    @Override
    public void close() {
        csv.close();
    }
}
