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

/** A CSV file under way: RFC 4180, UTF-8, one header line, a point as decimal separator in every country. */
public final class CsvFile implements AutoCloseable {

    private static final MathContext NINE_DIGITS = new MathContext(9);

    private final Path file;
    private final CSVPrinter printer;

    /**
     * Writes the header; an existing file is replaced.
     *
     * @throws InputException in one line that names the file, here and later, where it cannot be written
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

    /** Writes rows and hands them to the operating system: the file is complete as far as it goes. */
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
        // Without an exponent where people read it; a probability of 1e-30 keeps one.
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
