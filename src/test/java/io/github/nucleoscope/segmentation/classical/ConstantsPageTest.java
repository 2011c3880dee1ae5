package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.nucleoscope.segmentation.SegmentationSettings;
import org.junit.jupiter.api.Test;

/** The page on the classical method agrees with the code on its constants. */
class ConstantsPageTest {

    private static final Path PAGE = Path.of("src/site/segmentation.md");
    private static final String DEFAULT = "SegmentationSettings.DEFAULT.";

    /** The columns of the table: constant, value, unit, what it does, how it was chosen, average precision. */
    private static final int COLUMNS = 6;

    @Test
    void eachRowOfTheTableHasTheValueOfTheCode() throws IOException, URISyntaxException {
        Map<String, Double> code = code();
        code.put(DEFAULT + "sigma", SegmentationSettings.DEFAULT.sigma());
        code.put(DEFAULT + "localRadius", (double) SegmentationSettings.DEFAULT.localRadius());
        code.put(DEFAULT + "minArea", (double) SegmentationSettings.DEFAULT.minArea());
        code.put("SegmentationSettings.LARGEST_WHOLE", (double) SegmentationSettings.LARGEST_WHOLE);
        List<List<String>> rows = rows();
        assertTrue(rows.size() > 40, rows.size() + " rows");
        for (List<String> row : rows) {
            assertEquals(COLUMNS, row.size(), () -> "columns of the row " + row);
            assertEquals(code.get(name(row)), number(row.get(1)), () -> "value in the row " + row);
            assertTrue(row.subList(2, COLUMNS - 1).stream().noneMatch(String::isEmpty), () -> "gap in the row " + row);
        }
    }

    @Test
    void eachConstantOfTheClassicalMethodHasOneRow() throws IOException, URISyntaxException {
        List<String> named = new ArrayList<>();
        for (List<String> row : rows()) {
            named.add(name(row));
        }
        Set<String> different = new TreeSet<>(named);
        assertEquals(named.size(), different.size(), () -> "a constant has two rows: " + named);
        different.removeIf(name -> name.startsWith("SegmentationSettings."));
        assertEquals(new TreeSet<>(code().keySet()), different);
    }

    /** The numbers among the constants of the package's classes, by {@code Class.NAME}. */
    private static Map<String, Double> code() throws IOException, URISyntaxException {
        Path folder = Path.of(AutoSegmentation.class.getResource("AutoSegmentation.class").toURI()).getParent();
        Map<String, Double> constants = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                for (Field field : classOf(name).getDeclaredFields()) {
                    if (isConstant(field)) {
                        field.setAccessible(true);
                        constants.put(name.replace('$', '.') + "." + field.getName(), number(field));
                    }
                }
            }
        }
        return constants;
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(AutoSegmentation.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isConstant(Field field) {
        Class<?> type = field.getType();
        return Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers())
                && !field.isSynthetic()
                && (type == int.class || type == long.class || type == float.class || type == double.class);
    }

    /** As the shortest decimal number that is the same in the type of the field. */
    private static double number(Field field) {
        try {
            return Double.parseDouble(field.get(null).toString());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows of the page's table of constants, cell by cell, without its head. */
    private static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean here = false;
        for (String line : Files.readAllLines(PAGE)) {
            here = line.startsWith("## ") ? line.equals("## Constants") : here;
            if (here && line.startsWith("| `")) {
                rows.add(Stream.of(line.substring(1).split("\\|")).map(String::strip).toList());
            }
        }
        return rows;
    }

    private static String name(List<String> row) {
        return row.get(0).replace("`", "");
    }

    /** Such as {@code 0.5}, {@code 16,777,216}, {@code 1 / 128} or {@code 4 / π}. */
    private static double number(String text) {
        String[] parts = text.replace(",", "").split(" / ");
        double number = Double.parseDouble(parts[0]);
        return parts.length == 1 ? number
                : number / (parts[1].equals("π") ? Math.PI : Double.parseDouble(parts[1]));
    }
}
