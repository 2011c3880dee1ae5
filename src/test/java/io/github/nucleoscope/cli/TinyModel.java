package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A model that the command line trained, too shortly to be of use, on three of the project's test images.
 *
 * @param folder what the command wrote
 * @param json its result
 * @param data the labelled nuclei
 */
public record TinyModel(Path folder, Path json, Path data) {

    static final Path IMAGES = Path.of("test-images/images");
    public static final Path LABELS = Path.of("test-images/labels");
    static final String NETWORK = "4conv3x3 - mp4x4 - fc8 - o";

    /** @param work an empty folder */
    static TinyModel train(Path work) throws IOException {
        TinyModel model = new TinyModel(work.resolve("model"), work.resolve("train.json"),
                work.resolve("points.csv"));
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.startsWith("image") && !row.startsWith("field_01") && !row.startsWith("field_02")
                && !row.startsWith("field_03"));
        Files.write(model.data, rows);
        Ran ran = Ran.nucleoscope("train", model.data, "--images", IMAGES, "--network", NETWORK, "--members", 1,
                "--epochs", 2, "--size", 48, "--normalise", "CHANNEL", "-o", model.folder, "--json", model.json);
        assertEquals(0, ran.exitCode(), ran.err());
        return model;
    }

    /** Returns the model file. */
    Path file() {
        return folder.resolve("model.nucleoscope.zip");
    }

    static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
