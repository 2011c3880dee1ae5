package io.github.nucleoscope.io;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The measurements of nuclei as a CSV file, see {@link NucleusRow}; complete after each plane. */
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
     * Appends one row per nucleus.
     *
     * @param image its name
     * @param pixelSize the unit of lengths and areas
     * @throws IOException in one line, naming the file
     */
    public void append(String image, List<SegmentedPlane> planes, PixelSize pixelSize) throws IOException {
        for (SegmentedPlane plane : planes) {
            csv.append(NucleusRow.of(image, plane, pixelSize, true).stream().map(NucleusRow::values).toList());
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
