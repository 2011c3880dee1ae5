package io.github.nucleoscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** README and pages: their length, their links, and the command lines that they show. */
class PagesTest {

    private static final Path README = Path.of("README.md");
    private static final Path SITE = Path.of("src/site");
    private static final Path INDEX = SITE.resolve("index.md");

    /** [text](target), and the targets of references, [name]: target. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|^\\[[^]]+]: (\\S+)$", Pattern.MULTILINE);

    private static final Pattern REFERENCE = Pattern.compile("]\\[([^]]+)]");

    /** A block of code, and code within a line: brackets in them are no links. */
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}.*$|`[^`\\n]*`");

    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    private static final Pattern COMMAND = Pattern.compile(
            "^ {4}(?:\\$ )?(?:\\w+=\\S+ )*(?:nucleoscope|java -jar \\S+) ((?:.*\\\\\\n)*.*)$", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README, Path.of("test-images/README.md")));
        try (Stream<Path> files = Files.list(SITE)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @Test
    void theReadmeIsReadInOneGo() throws IOException {
        assertTrue(Files.readAllLines(README).size() <= 150);
    }

    @Test
    void noLineIsLongerThan120Characters() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > 120) {
                    tooLong.add(page + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        List<Path> linking = new ArrayList<>(pages());
        linking.add(Path.of("CONTRIBUTING.md"));
        for (Path page : linking) {
            String text = CODE.matcher(Files.readString(page)).replaceAll("");
            for (String reference : REFERENCE.matcher(text).results().map(found -> found.group(1)).toList()) {
                if (!text.contains("\n[" + reference + "]: ")) {
                    broken.add(page + ": [" + reference + "]");
                }
            }
            for (String link : LINK.matcher(text).results().map(PagesTest::target).toList()) {
                links++;
                if (!leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertTrue(links > 50, "only " + links + " links were found: does the search work?");
        assertEquals(List.of(), broken);
    }

    private static String target(MatchResult link) {
        return link.group(1) != null ? link.group(1) : link.group(2);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        if (link.startsWith("https://")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page)).results().map(heading -> heading.group(1).strip()
                .toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).toList();
    }

    @Test
    void theIndexHasEveryPage() throws IOException {
        String index = Files.readString(INDEX);
        List<Path> missing = pages().stream().filter(page -> page.startsWith(SITE) && !page.equals(INDEX)
                && !index.contains("(" + page.getFileName() + ")")).toList();
        assertEquals(List.of(), missing);
    }

    /** They are only parsed, not run: most would take long. */
    @Test
    void theProgramKnowsTheCommandLinesOfThePages() throws IOException {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Path page : pages()) {
            for (String command : COMMAND.matcher(Files.readString(page)).results()
                    .map(found -> found.group(1).replace("\\\n", "")).toList()) {
                commands++;
                String[] words = WORD.matcher(command).results()
                        .map(word -> word.group(1) != null ? word.group(1) : word.group(2)).toArray(String[]::new);
                try {
                    Main.commandLine().parseArgs(words);
                } catch (ParameterException e) {
                    wrong.add(page + ": " + command + ": " + e.getMessage());
                }
            }
        }
        assertTrue(commands > 10, "only " + commands + " command lines were found: does the search work?");
        assertEquals(List.of(), wrong);
    }
}
