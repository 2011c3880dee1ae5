package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.Preset;
import io.github.nucleoscope.network.TensorShape;
import org.junit.jupiter.api.Test;

/** What the page on the notation shows is what the program prints and computes. */
class NotationPageTest {

    private static final Path PAGE = Path.of("src/site/notation.md");

    /** A command line, continued after a backslash, and what it prints, both indented by four spaces. */
    private static final Pattern EXAMPLE = Pattern.compile(
            "^ {4}\\$ nucleoscope (info (?:.*\\\\\\n)*.*)\\n((?:(?: {4}.*)?\\n)+)", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void theExamplesAreWhatInfoPrints() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        int examples = 0;
        while (example.find()) {
            examples++;
            List<Object> words = new ArrayList<>();
            Matcher word = WORD.matcher(example.group(1).replace("\\\n", ""));
            while (word.find()) {
                words.add(word.group(1) != null ? word.group(1) : word.group(2));
            }
            Ran ran = Ran.nucleoscope(words.toArray());
            assertEquals(0, ran.exitCode(), ran.err());
            assertEquals(ran.out().replace("\r\n", "\n").strip(),
                    example.group(2).replaceAll("(?m)^ {4}", "").strip());
        }
        assertEquals(2, examples);
    }

    @Test
    void thePresetsAreWrittenAsTheyAre() throws IOException {
        String text = Files.readString(PAGE).replaceAll("\\s+", " ");
        for (Preset preset : Preset.values()) {
            Architecture architecture = Architecture.parse(preset.token());
            assertTrue(text.contains(" " + preset.token() + " " + architecture + " "), preset.token());
            LayerTable table = LayerTable.of(architecture, TensorShape.ofCrop(64));
            String figures = String.format(Locale.ROOT, "| %,d | %,d million |", table.trained(),
                    Math.round(table.multiplyAdds() / 1e6));
            assertTrue(text.matches(".*\\| `" + preset.token() + "` \\|[^|]*" + Pattern.quote(figures) + ".*"),
                    preset.token() + " " + figures);
        }
    }
}
