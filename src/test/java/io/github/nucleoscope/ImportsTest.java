package io.github.nucleoscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Which package may import what. The README shows the same table. */
class ImportsTest {

    private static final String ROOT = "io.github.nucleoscope.";

    private static final Path SOURCES = Path.of("src/main/java/io/github/nucleoscope");

    /**
     * One line per package: its name, then what it may import. A name with a dot is a package or a class of a library
     * and stands for all within it; the others are packages of Nucleoscope. Java's own classes are free for all.
     */
    private static final String TABLE = """
            images:     ij. net.imglib2.
            nuclei:     images net.imglib2. ij.process.AutoThresholder
            dataset:    images nuclei net.imglib2. ij.ImagePlus org.apache.commons.csv.
            network:    org.nd4j. org.bytedeco.javacpp. org.bytedeco.dnnl.
            classifier: images nuclei network
            measurement: images nuclei net.imglib2.
            evaluation: classifier net.imglib2. org.apache.commons.math3.
            segmentation: images nuclei network classifier net.imglib2. org.apache.commons.math3.
            training:   images nuclei dataset network classifier evaluation segmentation org.nd4j. net.imglib2.
            check:      images nuclei dataset network classifier evaluation training net.imglib2. ij.ImagePlus
            comparison: images nuclei dataset network classifier evaluation training measurement diagnosis weka.
            diagnosis:  images nuclei dataset network classifier evaluation training
            io:         images nuclei dataset network classifier measurement evaluation segmentation training check \
            comparison diagnosis com.google.gson. org.apache.commons.csv. org.jfree. j2html.
            synthetic:  images net.imglib2. ij.
            fiji:       images nuclei dataset network classifier evaluation segmentation training check comparison \
            diagnosis io synthetic ij. net.imglib2. org.scijava.
            cli:        images nuclei dataset network classifier evaluation segmentation training check comparison \
            diagnosis io synthetic fiji \
            ij. net.imglib2. picocli. me.tongfei.progressbar. com.google.gson.
            """;

    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.*]+);", Pattern.MULTILINE);

    /** A class named in the code with its package, without an import. */
    private static final Pattern FULL_NAME = Pattern.compile(
            "(?<![\\w.\"])((?:ij|weka|net\\.imglib2|org\\.scijava|org\\.nd4j|org\\.bytedeco|io\\.github\\.nucleoscope)"
                    + "\\.(?:[a-z]\\w*\\.)*[A-Z]\\w*)");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] parts = line.split(":", 2);
            table.put(parts[0], Set.of(parts[1].strip().split("\\s+")));
        }
        return table;
    }

    @Test
    void noPackageImportsWhatTheTableDoesNotGrant() throws IOException {
        List<String> violations = new ArrayList<>();
        int imports = 0;
        for (Path file : javaFiles()) {
            for (String name : used(Files.readString(file))) {
                imports++;
                if (!isAllowed(packageOf(file), name)) {
                    violations.add(SOURCES.relativize(file) + " uses " + name);
                }
            }
        }
        assertTrue(imports > 100, "only " + imports + " imports were found: does the scan work?");
        assertEquals(List.of(), violations);
    }

    @Test
    void everyPackageIsInTheTable() throws IOException {
        Set<String> packages = javaFiles().stream().map(ImportsTest::packageOf)
                .collect(Collectors.toCollection(TreeSet::new));
        packages.removeAll(table().keySet());
        assertEquals(Set.of(), packages);
    }

    @Test
    void theTableHasNoCircles() {
        Map<String, Set<String>> left = table();
        // Take away, again and again, the packages that import no other package that is left.
        for (int i = table().size(); i > 0; i--) {
            left.entrySet().removeIf(line -> line.getValue().stream().noneMatch(left::containsKey));
        }
        assertEquals(Set.of(), left.keySet());
    }

    @Test
    void theScanSeesForbiddenArrows() {
        assertEquals(List.of("org.scijava.Context", "ij.IJ", "org.nd4j.linalg.factory.Nd4j"), used("""
                import java.util.List;
                import org.scijava.Context;
                import static ij.IJ.log;
                // ij.Macro in a comment
                class A { Object o = org.nd4j.linalg.factory.Nd4j.create(1); }
                """).stream().map(name -> name.equals("ij.IJ.log") ? "ij.IJ" : name).toList());
        assertFalse(isAllowed("cli", "org.scijava.Context"));
        assertFalse(isAllowed("nuclei", "ij.process.ImageProcessor"));
        assertTrue(isAllowed("nuclei", "ij.process.AutoThresholder"));
        assertTrue(isAllowed("nuclei", "ij.process.AutoThresholder.Method"));
        assertFalse(isAllowed("network", ROOT + "nuclei.Crop"));
        assertTrue(isAllowed("network", ROOT + "network.Layer.Output"));
        assertFalse(isAllowed("dataset", "ij.ImagePlusses"));
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file).getName(0).toString();
    }

    /** The classes that a source uses from elsewhere, Java's own left out. */
    private static List<String> used(String source) {
        String code = COMMENT.matcher(source).replaceAll("");
        List<String> names = new ArrayList<>();
        for (Pattern pattern : List.of(IMPORT, FULL_NAME)) {
            Matcher matcher = pattern.matcher(code);
            while (matcher.find()) {
                String name = matcher.group(1);
                if (!name.startsWith("java.") && !name.startsWith("javax.") && !names.contains(name)
                        && names.stream().noneMatch(known -> known.startsWith(name + "."))) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean isAllowed(String from, String name) {
        if (name.startsWith(ROOT + from + ".")) {
            return true;
        }
        for (String granted : table().get(from)) {
            String prefix = granted.contains(".") ? granted : ROOT + granted + ".";
            boolean matches = prefix.endsWith(".") ? name.startsWith(prefix)
                    : name.equals(prefix) || name.startsWith(prefix + ".");
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
