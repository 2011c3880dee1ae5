package io.github.nucleoscope.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file being written: RFC 4180, UTF-8, one header line, a point as decimal separator in every locale. */
public final class CsvFile implements AutoCloseable {

    private static final MathContext NINE_DIGITS = new MathContext(9);

    private final Path file;
    private final CSVPrinter printer;

    /**
     * Creates the file and writes the header; an existing file is replaced.
     *
     * @throws InputException in one line that names the file, here and in all methods, if it cannot be written
     */
    public CsvFile(Path file, List<String> header) {
        this.file = file;
        try {
            printer = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), CSVFormat.RFC4180);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        try {
            append(List.of(header));
        } catch (InputException e) {
            close();
            throw e;
        }
    }

    /** Writes rows and flushes them: the file is complete up to these rows. */
    public void append(List<? extends List<?>> rows) {
        try {
            for (List<?> row : rows) {
                printer.printRecord(row.stream().map(CsvFile::text));
            }
            printer.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static String text(Object value) {
        if (!(value instanceof Double number) || !Double.isFinite(number)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(NINE_DIGITS);
        // Without an exponent, for people; only tiny numbers such as a probability of 1e-30 keep it.
        return number == 0 ? "0" : Math.abs(number) < 1e-6 ? String.valueOf(rounded.doubleValue())
                : rounded.stripTrailingZeros().toPlainString();
    }

    private InputException cannotWrite(IOException e) {
        return new InputException(file, "cannot be written (" + FileProblem.of(e) + "): check that its folder exists,"
                + " that the disk is not full and that no other program has it open", e);
    }

    @Override
    public void close() {
        try {
            printer.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }
}
