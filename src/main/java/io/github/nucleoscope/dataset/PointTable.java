package io.github.nucleoscope.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Whole images, and a CSV file with the columns {@code image}, {@code x}, {@code y} and {@code class} in any order;
 * other columns are ignored. Each row is a point inside a nucleus of that class. Coordinates are in pixels; (0, 0) is
 * the centre of the top left pixel. The first plane of the channel of a stack is used. Nuclei without a point are not
 * used. If crops are windows around points, nothing is segmented.
 *
 * @param table the CSV file, UTF-8 with or without a byte order mark; separated by commas, or by semicolons if the
 *     header contains semicolons and no commas
 * @param images folder that the paths in the column {@code image} are relative to
 * @param settings how nuclei are segmented and crops are cut
 */
public record PointTable(Path table, Path images, ReadSettings settings) implements TrainingSource {

    private static final List<String> COLUMNS = List.of("image", "x", "y", "class");

    /** Further columns that identify a table of classification results. */
    private static final List<String> RESULTS = List.of("label", "confidence", "model");

    private record LabelledPoint(double x, double y, String className) {}

    @Override
    public TrainingSet read(FileProgress progress) throws IOException {
        try (CropCollector collector = new CropCollector(settings, settings.crops(), true)) {
            return read(progress, collector);
        }
    }

    private TrainingSet read(FileProgress progress, CropCollector collector) throws IOException {
        Map<Path, List<LabelledPoint>> pointsByImage = points();
        pointsByImage.values().forEach(points -> points.forEach(point -> collector.declare(point.className)));
        WholeImages.forEach(List.copyOf(pointsByImage.keySet()), progress, collector, (file, image) -> {
            Planes.Plane plane = Planes.of(image, settings.signal()).get(0);
            SourceImage source = SourceImage.read(source(file), file, image);
            List<LabelledPoint> points = pointsByImage.get(file);
            if (settings.crops().aroundPoints()) {
                useWindows(source, plane, points, collector);
            } else {
                use(source, collector.segment(plane, source), points, collector);
            }
        });
        return collector.trainingSet("the nuclei of " + table.getFileName());
    }

    private static void use(SourceImage image, SegmentedPlane segmented, List<LabelledPoint> points,
            CropCollector collector) {
        MarkedNuclei marked = new MarkedNuclei();
        int missed = 0;
        for (LabelledPoint point : points) {
            Optional<Nucleus> nucleus = MarkedNuclei.at(segmented, Math.round(point.x), Math.round(point.y));
            if (nucleus.isPresent()) {
                marked.mark(nucleus.get(), point.className);
            } else {
                missed++;
            }
        }
        if (missed > 0) {
            collector.warn(image.name() + ": " + missed + " of " + points.size()
                    + " points are not in a nucleus found by the segmentation and were left out");
        }
        marked.collect(segmented.plane(), image, collector);
    }

    private static void useWindows(SourceImage image, Planes.Plane plane, List<LabelledPoint> points,
            CropCollector collector) {
        int label = 1;
        for (LabelledPoint point : points) {
            Optional<Nucleus> nucleus = PointWindow.at(plane, Math.round(point.x), Math.round(point.y), label++);
            if (nucleus.isPresent()) {
                collector.add(plane, nucleus.get(), image, point.className);
            } else {
                collector.warn(image.name() + ": the point at (" + point.x + ", " + point.y
                        + ") is outside the image and was left out");
            }
        }
    }

    /** Returns the normalised path of a file, equal for {@code f.tif}, {@code ./f.tif} and {@code sub\..\f.tif}. */
    private Path file(String name) {
        return images.toAbsolutePath().resolve(name.replace('\\', '/')).normalize();
    }

    /** Returns an image's path relative to the image folder, with slashes on every system. */
    private String source(Path file) {
        Path folder = images.toAbsolutePath().normalize();
        Path name = file.startsWith(folder) ? folder.relativize(file) : file;
        return name.toString().replace('\\', '/');
    }

    private Map<Path, List<LabelledPoint>> points() throws IOException {
        Map<Path, List<LabelledPoint>> points = new LinkedHashMap<>();
        try (CSVParser parser = parser(Files.readString(table, StandardCharsets.UTF_8))) {
            for (String column : COLUMNS) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new InputException(table, "the column '" + column
                            + "' is missing; its first line must name image,x,y,class");
                }
            }
            if (parser.getHeaderMap().keySet().containsAll(RESULTS)) {
                throw new InputException(table, "this is a table of predictions, whose X and Y are in the"
                        + " image's unit of length: label nuclei yourself; Annotate Nuclei can suggest classes");
            }
            for (CSVRecord row : parser) {
                String where = table + ", line " + parser.getCurrentLineNumber() + ": ";
                if (!row.isConsistent()) {
                    throw new InputException(where + row.size() + " values for " + parser.getHeaderMap().size()
                            + " columns");
                }
                if (row.get("image").isBlank() || row.get("class").isBlank()) {
                    throw new InputException(where + "the image or the class is empty");
                }
                points.computeIfAbsent(file(row.get("image")), key -> new ArrayList<>()).add(new LabelledPoint(
                        number(row.get("x"), where), number(row.get("y"), where), row.get("class")));
            }
        } catch (UncheckedIOException | IllegalArgumentException | CharacterCodingException | CSVException e) {
            throw new InputException(table, "this is not a CSV file in UTF-8 ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")");
        }
        return points;
    }

    /** Excel writes a byte order mark, and separates columns by semicolons in locales with decimal commas. */
    private static CSVParser parser(String text) throws IOException {
        String csv = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String header = csv.lines().findFirst().orElse("");
        char separator = header.contains(";") && !header.contains(",") ? ';' : ',';
        return CSVFormat.DEFAULT.builder().setDelimiter(separator).setHeader().setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true).setIgnoreHeaderCase(true).setTrim(true).get()
                .parse(new StringReader(csv));
    }

    private static double number(String text, String where) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new InputException(where + "'" + text + "' is not a coordinate in pixels");
    }
}
