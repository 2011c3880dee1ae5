package io.github.nucleoscope.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.evaluation.ConfusionMatrix;
import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.report.Report.Block;
import io.github.nucleoscope.report.Report.Confusion;
import io.github.nucleoscope.report.Report.Facts;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Gallery;
import io.github.nucleoscope.report.Report.Legend;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import io.github.nucleoscope.report.Report.Verdict;
import j2html.tags.DomContent;
import j2html.tags.specialized.ImgTag;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;

/**
 * A report as one self-contained HTML page: pictures are embedded, nothing is loaded from elsewhere, no script runs,
 * and it can be printed.
 */
public final class HtmlReport {

    /** Keeps browsers from loading anything, whatever the page contains. */
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
    private static final String STYLE = resource("report.css");

    private HtmlReport() {}

    /** Writes the page atomically; an existing file is replaced. */
    public static void write(Report report, Path file) throws IOException {
        byte[] page = render(report).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }

    /** Returns the page as HTML. */
    public static String render(Report report) {
        return document(html(
                head(meta().withCharset("utf-8"),
                        meta().attr("http-equiv", "Content-Security-Policy").attr("content", POLICY),
                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                        title(report.title()),
                        style(rawHtml(STYLE))),
                body(main(
                        h1(report.title()),
                        p(report.subtitle()).withClass("subtitle"),
                        iff(!report.warnings().isEmpty(), warnings(report.warnings())),
                        each(report.sections(), HtmlReport::render))))
                .withLang("en"));
    }

    private static DomContent warnings(List<String> warnings) {
        return section(h2(warnings.size() == 1 ? "Warning" : "Warnings"), ul(each(warnings, w -> li(w))))
                .withClass("warnings");
    }

    private static DomContent render(Section content) {
        return section(h2(content.heading()), each(content.blocks(), HtmlReport::render));
    }

    private static DomContent render(Block block) {
        if (block instanceof Verdict verdict) {
            return div(p(verdict.sentence()).withClass("sentence"), p(verdict.meaning()).withClass("meaning"))
                    .withClass("verdict");
        }
        if (block instanceof Paragraph paragraph) {
            return p(paragraph.text());
        }
        if (block instanceof Figure picture) {
            return figure(image(picture), iff(!picture.caption().isEmpty(), figcaption(picture.caption())));
        }
        if (block instanceof Gallery gallery) {
            return gallery(gallery);
        }
        if (block instanceof Legend legend) {
            return ul(each(legend.classes(), HtmlReport::legendItem)).withClass("legend");
        }
        if (block instanceof Table content) {
            return dataTable(content);
        }
        if (block instanceof Confusion confusion) {
            return confusion(confusion.matrix());
        }
        if (block instanceof Facts facts) {
            return dl(each(facts.values(), (name, value) -> each(dt(name), dd(value))));
        }
        throw new IllegalStateException("no way to show " + block.getClass());
    }

    private static DomContent gallery(Gallery gallery) {
        return div(each(gallery.pictures(), picture -> figure(image(picture),
                iff(!picture.caption().isEmpty(), figcaption(picture.caption())))
                .withStyle("width: " + gallery.width() + "px"))).withClass("gallery");
    }

    private static ImgTag image(Figure picture) {
        return img().withSrc("data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png()))
                .withAlt(picture.description());
    }

    private static DomContent legendItem(NucleusClass nucleusClass) {
        return li(span().withClass("swatch").withStyle(String.format(Locale.ROOT, "background: #%06X",
                nucleusClass.rgb())), span(nucleusClass.name()));
    }

    private static DomContent dataTable(Table content) {
        return div(table(
                thead(tr(each(content.header(), cell -> th(cell).attr("scope", "col")))),
                tbody(each(content.rows(), row -> tr(th(row.get(0)).attr("scope", "row"),
                        each(row.subList(1, row.size()), cell -> td(cell)))))),
                iff(!content.note().isEmpty(), p(content.note()).withClass("note"))).withClass("scroll");
    }

    private static DomContent confusion(ConfusionMatrix matrix) {
        int classes = matrix.classCount();
        List<TrTag> rows = new ArrayList<>();
        for (int truth = 0; truth < classes; truth++) {
            int row = truth;
            rows.add(tr(th(matrix.classNames().get(row)).attr("scope", "row"),
                    each(IntStream.range(0, classes).mapToObj(predicted -> cell(matrix, row, predicted))),
                    td(String.valueOf(matrix.truthCount(row))).withClass("total")));
        }
        rows.add(tr(th("Total").attr("scope", "row").withClass("total"),
                each(IntStream.range(0, classes).mapToObj(predicted ->
                        td(String.valueOf(matrix.predictedCount(predicted))).withClass("total"))),
                td(String.valueOf(matrix.total())).withClass("total")));
        return div(table(
                thead(tr(th(), th("Predicted class").attr("colspan", String.valueOf(classes)), th()),
                        tr(th("True class").attr("scope", "col"),
                                each(matrix.classNames(), name -> th(name).attr("scope", "col")),
                                th("Total").attr("scope", "col"))),
                tbody(each(rows, row -> row))).withClass("confusion"),
                p("Nuclei of each true class (rows) by predicted class (columns). Framed: correct predictions.")
                        .withClass("note")).withClass("scroll");
    }

    /** A cell is darker the larger its share of the true class: correct predictions blue, wrong ones orange. */
    private static TdTag cell(ConfusionMatrix matrix, int truth, int predicted) {
        long count = matrix.count(truth, predicted);
        double share = count == 0 ? 0 : (double) count / matrix.truthCount(truth);
        String colour = truth == predicted ? "86, 180, 233" : "230, 159, 0";
        TdTag cell = td(String.valueOf(count)).withStyle(String.format(Locale.ROOT, "background: rgba(%s, %.2f)",
                colour, 0.7 * share));
        return truth == predicted ? cell.withClass("right") : cell;
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
