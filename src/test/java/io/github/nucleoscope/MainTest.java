package io.github.nucleoscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.nucleoscope.cli.Ran;
import io.github.nucleoscope.cli.TinyModel;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is common to all commands: usage, exit codes, help. */
class MainTest {

    /** A console that breaks: what is thrown is the fault of neither the user nor the files. */
    private static PrintWriter throwing(RuntimeException e) {
        return new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                throw e;
            }
        };
    }

    private static Stream<RuntimeException> defects() {
        // The second one is of Nucleoscope's own code, by its stack trace too: it must not be taken for bad input.
        return Stream.of(new IllegalStateException("broken"), new IllegalArgumentException("broken"),
                new UncheckedIOException("broken", new IOException()));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aDefectIsAStackTraceAndExitCode1(RuntimeException defect) {
        PrintWriter broken = throwing(defect);
        StringWriter err = new StringWriter();
        int exitCode = Main.run(broken, new PrintWriter(err, true), "evaluate", "--labels", TinyModel.LABELS.toString(),
                "--truth", TinyModel.LABELS.toString());
        assertEquals(1, exitCode, err.toString());
        assertTrue(err.toString().startsWith(defect.getClass().getName() + ": broken"), err.toString());
        assertTrue(err.toString().contains("\tat io.github.nucleoscope."), err.toString());
    }

    @Test
    void whatTheUserCanMendIsOneLineAndExitCode2WhereverItIsThrown() {
        StringWriter err = new StringWriter();
        int exitCode = Main.run(throwing(new InputException(Path.of("x.tif"), "is cut short\n  by a byte")),
                new PrintWriter(err, true), "evaluate", "--labels", TinyModel.LABELS.toString(),
                "--truth", TinyModel.LABELS.toString());
        assertEquals(2, exitCode, err.toString());
        assertEquals("nucleoscope: x.tif: is cut short by a byte", err.toString().lines().reduce((a, b) -> b).get());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "|a command is missing",
        "segmentt x|Unmatched",
        "segment|Missing required parameter",
        "segment no-such-folder|no-such-folder: there is no such file",
        "segment test-images/images --threshold Otzu|unknown threshold method 'Otzu'",
        "segment test-images/images --threshold Otsu --sigma -1|blur sigma -1.0",
        "segment test-images/images --sigma 2|add --threshold Otsu",
        "segment test-images/images --sigma much|Invalid value",
        "segment test-images/images --json test-images/README.md/x.json -o target/x|not a folder",
        "train test-images/truth.csv --network 32conv3x3-mp2y2-o|'mp2y2'",
        "train test-images/truth.csv --learning-rate 0|learning rate 0.0",
        "train test-images/truth.csv --size 4|crop size 4",
        "train test-images/truth.csv --weight-decay 2|weight decay 2.0",
        "train test-images/truth.csv --clip -1|gradient clipping -1.0",
        "train test-images/truth.csv --warmup -1|warm-up -1",
        "train test-images/truth.csv --label-smoothing 1|label smoothing 1.0",
        "train test-images/truth.csv --optimiser adagrad|Invalid value",
        "train test-images/truth.csv --augmentation much|Invalid value",
        "train no-such.csv|no-such.csv: there is no such file",
        "train test-images -o target/x|have them segmented",
        "classify no-such.zip test-images/images|no-such.zip",
        "evaluate|give either MODEL and DATA",
        "evaluate --labels test-images|give either MODEL and DATA",
        "benchmark --rounds 0|--rounds",
        "benchmark --size 2000|--size",
        "benchmark --size 1024 --batch 4096|a mini-batch of 4096 crops of 1024x1024x1 is too large",
        "benchmark --seconds 0|--seconds",
        "benchmark --network fc3-o mp2y2-o|'mp2y2'",
        "benchmark --peer tensor|Invalid value",
        "info|Missing required parameter",
        "info 32conv3x3-mp2y2-o|'mp2y2'",
        "info vgg11@0|the width factor",
        "info shallow --input 64|'64' is not a shape",
        "info shallow --input 0x64x1|has a side below 1",
        "info vgg11 --input 16x16x1|gets 1x1",
        "info shallow --batch 0|--batch",
        "segment test-images/images --json target -o target/x|give a file for --json",
        "segment test-images/labels -o test-images|would be replaced",
    })
    void badUsageIsOneLineAndExitCode2(String line, String problem) {
        Ran ran = Ran.nucleoscope(line == null ? new Object[0] : line.split(" "));
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(problem), ran.err());
        // A training set may be warned about before it is refused.
        assertEquals(1, ran.err().lines().filter(text -> !text.contains("warning")).count(), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void helpAndVersionDoNotLoadNd4j() throws Exception {
        for (String option : List.of("--help", "--version", "train --help", "info --help", "benchmark --help",
                "info resnet18 --no-timing")) {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString(), "-verbose:class", "-cp", System.getProperty("java.class.path"),
                    Main.class.getName()));
            command.addAll(List.of(option.split(" ")));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), printed);
            assertTrue(printed.contains("picocli.CommandLine"), "class loading is not printed");
            assertFalse(printed.contains("org.nd4j"), option);
        }
    }

    @Test
    void imagejNeedsADisplay() {
        Ran ran = Ran.nucleoscope("imagej");
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("ImageJ needs a display"), ran.err());
    }
}
