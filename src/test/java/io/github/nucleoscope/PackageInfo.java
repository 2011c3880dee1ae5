package io.github.nucleoscope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code package-info.java} says of its package.
 *
 * @param name of the package below Nucleoscope's own, empty for that itself
 * @param job the one job of the package, a sentence or two
 * @param grants what it may import: names of Nucleoscope's packages, words for libraries, full names of classes
 */
record PackageInfo(String name, String job, Set<String> grants) {

    static final String ROOT = "io.github.nucleoscope";

    /** The packages that a library's word stands for, with all below them. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("AWT", "java.awt"),
            Map.entry("Swing", "javax.swing"),
            Map.entry("ImageJ", "ij"),
            Map.entry("imglib2", "net.imglib2"),
            Map.entry("SciJava", "org.scijava"),
            Map.entry("ND4J", "org.nd4j"),
            Map.entry("JavaCPP", "org.bytedeco.javacpp"),
            Map.entry("oneDNN", "org.bytedeco.dnnl"),
            Map.entry("Tribuo", "org.tribuo"),
            Map.entry("commons-csv", "org.apache.commons.csv"),
            Map.entry("commons-codec", "org.apache.commons.codec"),
            Map.entry("commons-math3", "org.apache.commons.math3"),
            Map.entry("Gson", "com.google.gson"),
            Map.entry("JFreeChart", "org.jfree"),
            Map.entry("j2html", "j2html"),
            Map.entry("picocli", "picocli"),
            Map.entry("progressbar", "me.tongfei.progressbar"));

    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/\\s*package ([\\w.]+);", Pattern.DOTALL);

    private static final Pattern MAY_IMPORT = Pattern.compile("<p>May import: ([^<]*)\\.$");

    static PackageInfo read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static PackageInfo parse(String source) {
        Matcher comment = COMMENT.matcher(source);
        if (!comment.find()) {
            throw new IllegalArgumentException("no Javadoc before a package: " + source);
        }
        String text = comment.group(1).replaceAll("\\n \\*", " ").replaceAll("\\s+", " ").strip();
        Matcher mayImport = MAY_IMPORT.matcher(text);
        if (!mayImport.find() || mayImport.start() == 0) {
            throw new IllegalArgumentException("no job, then \"<p>May import: a, b; library.\", at the end: " + text);
        }
        String name = comment.group(2);
        Set<String> grants = new LinkedHashSet<>();
        for (String granted : mayImport.group(1).split("[,;] ")) {
            if (!granted.equals("nothing")) {
                grants.add(granted.replaceAll("\\{@code ([\\w.]+)}", "$1"));
            }
        }
        return new PackageInfo(name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1),
                text.substring(0, mayImport.start()).strip(), grants);
    }

    /** The package that a class of Nucleoscope is in, as tables name it. */
    static String packageOf(String className) {
        String name = className.substring(0, className.lastIndexOf('.'));
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    static boolean isOurs(String className) {
        return className.startsWith(ROOT + ".");
    }

    /**
     * Whether every package may use the class: those of Java but for its windows and pictures, and what users are told
     * of their input.
     *
     * @param className full name of a class
     */
    static boolean isFree(String className) {
        return className.startsWith(ROOT + ".problem.") || className.matches("(javax?|com\\.sun\\.management)\\..*")
                && !isWithin(className, LIBRARIES.get("AWT")) && !isWithin(className, LIBRARIES.get("Swing"));
    }

    /** The grant by which the package may use a class, if any. */
    Optional<String> grantFor(String className) {
        return grants.stream().filter(granted -> covers(granted, className)).findFirst();
    }

    /** Whether the package may use a class, its own ones among them. */
    boolean allows(String className) {
        return isOurs(className) && packageOf(className).equals(name) || isFree(className)
                || grantFor(className).isPresent();
    }

    /** Words that stand for no library, and names that are not of one of the packages. */
    Set<String> unknown(Set<String> packages) {
        Set<String> unknown = new LinkedHashSet<>(grants);
        unknown.removeAll(packages);
        unknown.removeAll(LIBRARIES.keySet());
        unknown.removeIf(granted -> LIBRARIES.values().stream().anyMatch(library -> isWithin(granted, library)));
        return unknown;
    }

    private static boolean covers(String granted, String className) {
        if (LIBRARIES.containsKey(granted)) {
            return isWithin(className, LIBRARIES.get(granted));
        }
        return isOurs(className) ? packageOf(className).equals(granted)
                : className.equals(granted) || className.startsWith(granted + "$");
    }

    private static boolean isWithin(String className, String prefix) {
        return className.startsWith(prefix + ".");
    }

    /** The word for a class of a library, or the package of a class of ours: what a grant for it would say. */
    static String wordFor(String className) {
        if (isOurs(className)) {
            return packageOf(className);
        }
        return LIBRARIES.entrySet().stream().filter(library -> isWithin(className, library.getValue()))
                .map(Map.Entry::getKey).findFirst().orElse(className);
    }
}
