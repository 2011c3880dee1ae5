package io.github.nucleoscope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.Slices;
import org.junit.jupiter.api.Test;

/** Holds the packages to what their {@code package-info.java} say that they may import. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/nucleoscope");

    private static final JavaClasses CLASSES = new ClassFileImporter().importUrl(
            Main.class.getProtectionDomain().getCodeSource().getLocation());

    private static Map<String, PackageInfo> table() throws IOException {
        Map<String, PackageInfo> table = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.endsWith("package-info.java")).toList()) {
                PackageInfo info = PackageInfo.read(file);
                assertEquals(SOURCES.resolve(info.name().replace('.', '/')), file.getParent());
                table.put(info.name(), info);
            }
        }
        return table;
    }

    private static Set<String> packages() {
        return CLASSES.stream().map(type -> PackageInfo.packageOf(type.getName())).collect(Collectors.toSet());
    }

    /** Each class that the package uses, itself and what is free for all left out, and who uses it. */
    private static Map<String, String> used(String name) {
        Map<String, String> used = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (PackageInfo.packageOf(type.getName()).equals(name)) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    String className = target.getName();
                    if (!target.isPrimitive() && !PackageInfo.isFree(className) && !(PackageInfo.isOurs(className)
                            && PackageInfo.packageOf(className).equals(name))) {
                        used.putIfAbsent(className, type.getName());
                    }
                }
            }
        }
        return used;
    }

    /** What the package uses without a grant, as a grant would name it, with one example each. */
    private static Map<String, String> ungranted(PackageInfo info) {
        Map<String, String> ungranted = new LinkedHashMap<>();
        used(info.name()).forEach((className, by) -> {
            if (!info.allows(className)) {
                ungranted.putIfAbsent(PackageInfo.wordFor(className), by + " uses " + className);
            }
        });
        return ungranted;
    }

    /** What is granted to the package, and nothing in it uses. */
    private static Set<String> unused(PackageInfo info) {
        Set<String> unused = new HashSet<>(info.grants());
        used(info.name()).keySet().forEach(className -> info.grantFor(className).ifPresent(unused::remove));
        return unused;
    }

    private static ArchRule apart(String from, String to) {
        return noClasses().that().resideInAPackage(from).should().dependOnClassesThat().resideInAPackage(to);
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses().that().resideOutsideOfPackages(packages).should().dependOnClassesThat()
                .resideInAPackage(library);
    }

    @Test
    void everyPackageSaysItsJobAndWhatItMayImport() throws IOException {
        assertTrue(CLASSES.size() > 500, CLASSES.size() + " classes");
        Map<String, PackageInfo> table = table();
        Set<String> packages = packages();
        assertEquals(packages, table.keySet());
        for (PackageInfo info : table.values()) {
            assertTrue(info.job().endsWith("."), info.name() + ": " + info.job());
            assertEquals(Set.of(), info.unknown(packages), info.name());
        }
    }

    @Test
    void packagesImportWhatTheyMayAndNothingIsGrantedInVain() throws IOException {
        List<String> problems = new ArrayList<>();
        for (PackageInfo info : table().values()) {
            ungranted(info).forEach((word, example) -> problems.add(
                    "\"" + info.name() + "\" may not import " + word + ": " + example));
            unused(info).forEach(word -> problems.add("\"" + info.name() + "\" does not use " + word));
        }
        assertEquals("", String.join("\n", problems));
    }

    @Test
    void packagesHaveNoCycles() {
        String each = PackageInfo.ROOT + ".(**)";
        String top = PackageInfo.ROOT + ".(*)..";
        slices().matching(each).should().beFreeOfCycles().check(CLASSES);
        slices().matching(top).should().beFreeOfCycles().check(CLASSES);
        Set<String> packages = packages();
        // But for the root, on which no package may depend: there is no word for it.
        assertEquals(packages.size() - 1, slicesOf(each));
        assertEquals(packages.stream().map(name -> name.split("\\.")[0]).distinct().count() - 1, slicesOf(top));
    }

    private static int slicesOf(String pattern) {
        int count = 0;
        for (Object slice : Slices.matching(pattern).transform(CLASSES)) {
            count++;
        }
        return count;
    }

    @Test
    void surfacesStayApartAndTheirLibrariesWithThem() {
        String root = PackageInfo.ROOT;
        apart(root + ".cli..", root + ".fiji..").check(CLASSES);
        apart(root + ".fiji..", root + ".cli..").check(CLASSES);
        onlyIn("org.scijava..", root + ".fiji..").check(CLASSES);
        onlyIn("javax.swing..", root + ".fiji..").check(CLASSES);
        onlyIn("picocli..", root, root + ".cli..").check(CLASSES);
        onlyIn(root + ".fiji..", root, root + ".fiji..").check(CLASSES);
        onlyIn(root + ".cli..", root, root + ".cli..").check(CLASSES);
        onlyIn(root + ".workflow..", root + ".workflow", root + ".fiji..", root + ".cli..").check(CLASSES);
    }

    @Test
    void theRulesCanFail() throws IOException {
        PackageInfo network = table().get("network");
        assertEquals(Map.of(), ungranted(network));
        PackageInfo wrong = new PackageInfo("network", "Networks.", Set.of("JavaCPP", "Tribuo", "nuclei"));
        assertEquals(Set.of("ND4J", "oneDNN"), ungranted(wrong).keySet());
        assertEquals(Set.of("Tribuo", "nuclei"), unused(wrong));
        String root = PackageInfo.ROOT;
        assertTrue(apart(root + ".cli..", root + ".workflow..").evaluate(CLASSES).hasViolation());
        assertTrue(onlyIn("picocli..", root + ".cli..").evaluate(CLASSES).hasViolation());
        assertTrue(slices().assignedFrom(new SurfacesAndDepths()).should().beFreeOfCycles().evaluate(CLASSES)
                .hasViolation());
    }

    /** Two slices that do depend on each other: what is used most and what uses most, and all between. */
    private static final class SurfacesAndDepths implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            boolean end = type.getPackageName().matches(".*\\.(images|cli|fiji)\\b.*");
            return SliceIdentifier.of(end ? "ends" : "between");
        }

        @Override
        public String getDescription() {
            return "both ends, and what is between";
        }
    }

    @Test
    void aPackageInfoIsUnderstood() {
        PackageInfo info = PackageInfo.parse("""
                /**
                 * Does one thing.
                 * On two lines.
                 *
                 * <p>May import: {@code nuclei}, {@code images.pixels};
                 * imglib2, {@code ij.ImagePlus}.
                 */
                package io.github.nucleoscope.fiji.made;
                """);
        assertEquals(new PackageInfo("fiji.made", "Does one thing. On two lines.",
                Set.of("nuclei", "images.pixels", "imglib2", "ij.ImagePlus")), info);
        String root = PackageInfo.ROOT + ".";
        assertTrue(info.allows(root + "images.pixels.Mask"));
        assertFalse(info.allows(root + "images.Planes"), "a package is not granted with those below it");
        assertFalse(info.allows(root + "images.pixels.made.Mask"));
        assertTrue(info.allows(root + "fiji.made.Window$Button"));
        assertFalse(info.allows(root + "Main"));
        assertTrue(info.allows("net.imglib2.img.array.ArrayImg"));
        assertTrue(info.allows("ij.ImagePlus"));
        assertFalse(info.allows("ij.ImagePlusses"));
        assertFalse(info.allows("java.awt.Window"));
        assertTrue(info.allows("java.util.List"));
        assertEquals(Optional.of("images.pixels"), info.grantFor(root + "images.pixels.Mask$Hole"));
        assertEquals(Set.of("nuclei"), info.unknown(Set.of("fiji.made", "images.pixels")));
        assertEquals(Set.of("images", "imglib"), new PackageInfo("", "", Set.of("images", "imglib")).unknown(Set.of()));

        assertEquals(Set.of(), PackageInfo.parse("""
                /**
                 * Does one thing.
                 *
                 * <p>May import: nothing.
                 */
                package io.github.nucleoscope;
                """).grants());
        for (String bad : new String[] {"package a;", "/** May import. */ package a;",
            "/** <p>May import: a. */ package a;", "/** One. <p>May import: a. <p>Two. */ package a;"}) {
            assertThrows(IllegalArgumentException.class, () -> PackageInfo.parse(bad), bad);
        }
    }
}
