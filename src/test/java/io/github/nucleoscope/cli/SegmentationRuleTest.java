package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationCases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command line follows the one rule of what goes together. */
class SegmentationRuleTest {

    private static final Path MODEL = Path.of(
            "src/test/resources/io/github/nucleoscope/model/segmentation-format-1.nucleoscope.zip");

    private static List<String> classical(SegmentationCases one) {
        List<String> options = new ArrayList<>();
        if (one.otsu()) {
            options.add("--threshold");
        }
        if (one.sigma()) {
            options.add("--sigma");
        }
        if (one.localRadius()) {
            options.add("--local-radius");
        }
        if (one.noSplit()) {
            options.add("--no-split");
        }
        if (one.noFill()) {
            options.add("--no-fill");
        }
        return options;
    }

    private static String[] line(SegmentationCases one) {
        List<String> words = new ArrayList<>();
        one.method().ifPresent(method -> words.add("--method=" + method));
        if (one.model()) {
            words.add("--segmentation-model=" + MODEL);
        }
        if (one.dark()) {
            words.add("--dark");
        }
        for (String option : classical(one)) {
            words.add(switch (option) {
                case "--threshold" -> "--threshold=Otsu";
                case "--sigma" -> "--sigma=" + SegmentationCases.SIGMA;
                case "--local-radius" -> "--local-radius=" + SegmentationCases.LOCAL_RADIUS;
                default -> option;
            });
        }
        return words.toArray(new String[0]);
    }

    static List<List<SegmentationCases>> cases() {
        // In parts, so that a failure names its neighbourhood and the report stays short.
        List<SegmentationCases> all = SegmentationCases.all().toList();
        return List.of(all.subList(0, 256), all.subList(256, 512), all.subList(512, 768), all.subList(768, 1024));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCombinationOfOptionsDoesWhatIsDocumented(List<SegmentationCases> cases) throws IOException {
        for (SegmentationCases one : cases) {
            SegmentationOptions options = new SegmentationOptions();
            new CommandLine(options).parseArgs(line(one));
            if (one.documented().isPresent()) {
                // What segment asks first.
                assertEquals(Signal.FIRST, options.signalOfModel(Signal.FIRST), one.toString());
                Segmentation found = options.segmentation(one.colour());
                assertEquals(one.documented().get(), found.method(), one.toString());
                assertEquals(one.settings(), found.settings(), one.toString());
                assertEquals(one.model(), found.userFile().isPresent(), one.toString());
            } else {
                String message = assertThrows(InputException.class, () -> options.segmentation(one.colour()),
                        one::toString).getMessage();
                assertEquals(1, message.lines().count());
                assertTrue(message.contains("leave "), message);
                assertEquals(one.stain() && one.dark(), message.contains("--dark"), message);
                assertTrue(message.contains("--dark") || message.contains("segmentation model")
                        || classical(one).stream().anyMatch(message::contains), message);
            }
        }
    }
}
