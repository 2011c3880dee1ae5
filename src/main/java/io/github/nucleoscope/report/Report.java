package io.github.nucleoscope.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.evaluation.ConfusionMatrix;

/**
 * The content of a report, independent of its format ({@link HtmlReport}). All text is plain text.
 *
 * @param title of the page
 * @param subtitle version, data or date
 * @param warnings what readers must know before they believe the rest; they come first
 * @param sections in order
 */
public record Report(String title, String subtitle, List<String> warnings, List<Section> sections) {

    public Report {
        warnings = List.copyOf(warnings);
        sections = List.copyOf(sections);
    }

    /** A heading and the blocks below it, in order. */
    public record Section(String heading, List<Block> blocks) {

        public Section {
            blocks = List.copyOf(blocks);
        }

        public Section(String heading, Block... blocks) {
            this(heading, List.of(blocks));
        }
    }

    /** An element of the page. */
    public sealed interface Block permits Verdict, Paragraph, Figure, Gallery, Legend, Table, Confusion, Facts {}

    /** The result in large type, and what it means in small type. */
    public record Verdict(String sentence, String meaning) implements Block {}

    /** Running text. */
    public record Paragraph(String text) implements Block {}

    /**
     * A picture across the whole width of the page.
     *
     * @param png the bytes of a PNG file; not copied
     * @param description for readers who cannot see it
     * @param caption below it; may be empty
     */
    public record Figure(byte[] png, String description, String caption) implements Block {}

    /**
     * Pictures side by side.
     *
     * @param width of each on the page, in CSS pixels; smaller pictures are enlarged without smoothing
     */
    public record Gallery(List<Figure> pictures, int width) implements Block {

        public Gallery {
            pictures = List.copyOf(pictures);
        }
    }

    /** The colours of the classes. */
    public record Legend(List<NucleusClass> classes) implements Block {

        public Legend {
            classes = List.copyOf(classes);
        }
    }

    /**
     * A table; its first column holds the rows' names.
     *
     * @param rows each as long as {@code header}
     * @param note below it; may be empty
     */
    public record Table(List<String> header, List<List<String>> rows, String note) implements Block {

        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException("a row of " + row.size() + " cells in a table of "
                            + header.size() + " columns");
                }
            }
        }
    }

    /** A confusion matrix, with the true classes in rows. */
    public record Confusion(ConfusionMatrix matrix) implements Block {}

    /** Names and values: settings, provenance, files. */
    public record Facts(Map<String, String> values) implements Block {

        public Facts {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
