package io.github.nucleoscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What lies below the command line and Fiji names neither options nor dialogs: each surface has its own words. */
class SurfaceWordsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/nucleoscope");

    private static final Pattern COMMENT = Pattern.compile(
            "/\\*.*?\\*/|^\\s*//[^\n]*", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

    /** An option, or an entry of one of ImageJ's menus. */
    private static final Pattern WORD = Pattern.compile(
            "--[a-z]|\\b(File|Edit|Image|Process|Analyze|Plugins) > |\\bFiji\\b");

    private static boolean isBelow(Path file) {
        Path name = SOURCES.relativize(file);
        return name.getNameCount() > 1 && !List.of("cli", "fiji").contains(name.getName(0).toString());
    }

    @Test
    void noTextBelowTheSurfacesNamesAnOptionOrADialog() throws IOException {
        List<String> found = new ArrayList<>();
        int texts = 0;
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java") && isBelow(file)).sorted().toList();
        }
        for (Path file : files) {
            Matcher text = TEXT.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
            while (text.find()) {
                texts++;
                if (WORD.matcher(text.group()).find()) {
                    found.add(file + ": " + text.group());
                }
            }
        }
        assertEquals(List.of(), found);
        assertTrue(texts > 1000, texts + " texts were read");
    }
}
