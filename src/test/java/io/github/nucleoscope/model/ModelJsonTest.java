package io.github.nucleoscope.model;

import static io.github.nucleoscope.model.EditedModel.assertOneLine;
import static io.github.nucleoscope.model.EditedModel.assertRefused;
import static io.github.nucleoscope.model.EditedModel.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.google.gson.JsonObject;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code model.json}: wrong fields, and numbers that would take all memory. */
class ModelJsonTest {

    @TempDir
    private Path folder;

    private Path file;
    private EditedModel model;

    @BeforeEach
    void writeModel() throws IOException {
        file = folder.resolve("model.nucleoscope.zip");
        model = new EditedModel(file);
        ModelFile.write(TinyClassifiers.full(), file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"format_version\": 7      | \"format_version\": 8      | is 8 but this version of Nucleoscope reads up to 7",
        "\"format_version\": 7      | \"format_version\": 0      | 'format_version' is 0 and not 1 or more",
        "\"format_version\": 7      | \"format_version\": 1.5    | 'format_version' is 1.5 and not a whole number",
        "\"format_version\": 7      | \"format_version\": 1e999999999 | 'format_version' is 1e999999999 and not a",
        "\"format_version\": 7      | \"format_version\": \"1\"  | 'format_version' is \"1\" and not a whole number",
        "\"format_version\": 7      | \"format_version\": 4      | 'crops.normalise' is missing",
        "\"CLASSICAL\"              | \"MANUAL\"                 | 'segmentation.found_by' is 'MANUAL' and not one of",
        "\"CLASSICAL\"              | \"LEARNED\"                | the method LEARNED needs a network",
        "\"network\": null          | \"network\": \"ab\"         | SHA-256 'ab' is not 64 hexadecimal digits",
        "\"network\": null | \"network\": \"0123456789abcdef0123456789abcdef"
            + "0123456789abcdef0123456789abcdef\"          | the method CLASSICAL has no network",
        "\"network\": null          | \"network\": 7             | 'segmentation.network' is 7 and not a text",
        "\"network_file_sha256\": null | \"network_file_sha256\": \"ab\" | is given, but no network finds the nuclei",
        "\"luminance\"              | \"Gram\"                   | unknown stain 'Gram'",
        "\"channel\": 2             | \"channel\": 0             | channel 0 is not 1 or more",
        "\"channel\": 2             | \"channel\": 3.5           | 'channel' is 3.5 and not a whole number",
        "nucleoscope model          | other model                | 'format' is 'other model' and not",
        "\"format_version\": 7      | \"format_version\": 5      | 'segmentation.keep_all' is not a known field",
        "\"architecture\"           | \"architektur\"            | 'members[0].architecture' is missing",
        "\"size\": 8                | \"size\": 8, \"more\": 1   | 'crops.more' is not a known field",
        "\"size\": 8                | \"size\": 9                | the network takes 8x8x1 but the crops are 9x9x1",
        "\"size\": 8                | \"size\": {}               | 'crops.size' is an object and not a whole number",
        "\"FIT\"                    | \"fit\"                    | 'crops.scale' is 'fit' and not one of [FIXED, FIT]",
        "\"normalisation\": \"NONE\" | \"normalisation\": 0       | 'crops.normalisation' is 0 and not a text",
        "\"channels\": \"NUCLEI\"    | \"channels\": \"STAINS\"    | 'crops.channels' is 'STAINS' and not NUCLEI",
        "\"channels\": \"NUCLEI\"    | \"channels\": \"LISTED\"    | no channel is listed",
        "\"channels\": \"NUCLEI\"    | \"channels\": \"COLOUR\"    | the network takes 8x8x1 but the crops are 8x8x3",
        "\"channel_list\": []       | \"channel_list\": [\"1\"]    | 'crops.channel_list' lists channels, but",
        "\"kind\": \"STORED\"        | \"kind\": \"LOG\"           | 'crops.photometry.kind' is 'LOG' and not STORED",
        "\"kind\": \"STORED\"        | \"kind\": \"DENSITY\"       | 'crops.photometry.white' is missing",
        "\"kind\": \"STORED\" | \"kind\": \"DENSITY\", \"white\": [255] | and not three values of 0 to 255",
        "\"kind\": \"STORED\" | \"kind\": \"DENSITY\", \"white\": [1, 2, \"3\"] | and not a finite number",
        "\"sigma\": 1.7             | \"sigma\": -1.7            | blur sigma -1.7 is not between",
        "\"Triangle\"               | \"Square\"                 | unknown threshold method 'Square'",
        "\"height\": 0.33           | \"height\": 1e400          | 'pixel_size.height' is 1e400 and not a finite",
        "\"height\": 0.33           | \"height\": NaN            | it is not JSON",
        "\"test_time_augmentation\": true | \"test_time_augmentation\": 1 | 1 and not true or false",
        "\"test_time_augmentation\": | \"flips\":            | 'test_time_augmentation' is missing",
        "\"deviation\": 47.3        | \"deviation\": 0           | standardisation by mean",
        "\"deviation\": 47.3        | \"deviation\": [47.3, 1]    | standardisation by 1 means and 2 deviations",
        "\"deviation\": 47.3        | \"deviation\": [\"1\"]      | 'members[0].preprocessing.deviation' is \"1\"",
        "\"#56B4E9\"                | \"blue\"                   | the colour 'blue' is not written as #RRGGBB",
        "\"interphase\"             | \" \"                      | a class of nuclei has no name",
        "\"interphase\"             | \"a\\nb\", \"x\": 1        | 'classes[0].x' is not a known field",
        "\"seed\": \"7\"            | \"seed\": 7                | 'training.seed' is 7 and not a text",
        "\"value\": 0.9             | \"value\": []              | 'held_out[0].value' is a list and not a finite",
        "mp2x2                      | mp9x9                      | mp9x9 needs at least 9x9 pixels but gets 8x8",
        "mp2x2                      | banana                     | 'banana': unknown layer",
        "3conv3x3 -                 | 4conv3x3 -                 | where 'members/1/1_4conv3x3_weights.npy' is needed",
        "fc4 - o3                   | fc4 - fc4 - o3             | 'members[0].arrays' lists 6 files but 8 are needed",
        "fc4 - o3                   | fc4 - o2                   | where 'members/1/5_o2_weights.npy' is needed",
        "1_3conv3x3_weights.npy     | ../x                       | 'members[0].arrays[0].file' is 'members/1/../x' wh",
        "\"sha256\": \"             | \"sha256\": \"0            | does not match its SHA-256 in model.json",
        "}                          | ]                          | it is not JSON",
    })
    void aWrongField(String good, String bad, String message) throws IOException {
        model.edit(json -> {
            int at = json.lastIndexOf(good);
            assertTrue(at >= 0, good);
            return json.substring(0, at) + bad + json.substring(at + good.length());
        });
        assertRefused(message, file);
    }

    /** One mean is a number, as it always was; several are a list. */
    @Test
    void aMeanAndADeviationForEachChannel() {
        Standardisation one = new Standardisation(30.1, 47.3);
        assertEquals("{\"mean\":30.1,\"deviation\":47.3}", ModelJson.preprocessing(one).toString());
        Standardisation three = new Standardisation(List.of(1.5, -2.0, 0.1), List.of(1.0, 0.25, 1e-9));
        JsonObject json = ModelJson.preprocessing(three);
        assertEquals("{\"mean\":[1.5,-2.0,0.1],\"deviation\":[1.0,0.25,1.0E-9]}", json.toString());
        assertEquals(three, ModelJson.preprocessing(new JsonFields("preprocessing.", json)));
    }

    @Test
    void jsonThatIsNone() throws IOException {
        model.edit(json -> json + "{}");
        assertRefused("it is not JSON", file);
        model.edit(json -> "");
        assertRefused("it is not JSON", file);
        model.edit(json -> "[1, 2]");
        assertRefused("it is not an object", file);
        model.edit(json -> "[".repeat(500_000));
        assertRefused("it is not JSON", file);
        model.rewrite(entries -> entries.put("model.json", new byte[] {'{', (byte) 0xC3, '}'}));
        assertRefused("is not UTF-8", file);
        model.rewrite(entries -> entries.put("model.json", new byte[20_000_000]));
        assertRefused("its model.json is larger than 1048576 bytes", file);
    }

    @Test
    void anArchitectureThatNeedsGigabytes() throws IOException {
        for (String architecture : List.of("4096conv31x31 - 4096conv31x31 - o", "fc65536 - fc65536 - fc65536 - o",
                "fc65536 - fc65536 - o", "4096conv1x1 - 4096conv31x31 - mp8x8 - o")) {
            model.edit(json -> json.replace("3conv3x3 - mp2x2 - drop0.00005 - fc4 - o3", architecture));
            InputException e = assertThrows(InputException.class, () -> ModelFile.read(file));
            assertTrue(e.getMessage().contains("parameters") || e.getMessage().contains("are needed"),
                    e.getMessage());
        }
    }

    /** A consistent file: only the memory that the architecture would take speaks against it. */
    @Test
    void aConsistentFileThatWouldNeedGigabytes() throws IOException {
        model.edit(json -> json.replace("\"3conv3x3 - mp2x2 - drop0.00005 - fc4 - o3\"", "\"fc65536 - fc8192 - o3\"")
                .replaceAll("(?s)\"arrays\": \\[.*", """
                        "arrays": [
                        {"file": "members/1/1_fc65536_weights.npy", "type": "<f4", "shape": [64, 65536], "sha256": ""},
                        {"file": "members/1/1_fc65536_biases.npy", "type": "<f4", "shape": [65536], "sha256": ""},
                        {"file": "members/1/2_fc8192_weights.npy", "type": "<f4", "shape": [65536, 8192], "sha256": ""},
                        {"file": "members/1/2_fc8192_biases.npy", "type": "<f4", "shape": [8192], "sha256": ""},
                        {"file": "members/1/3_o3_weights.npy", "type": "<f4", "shape": [8192, 3], "sha256": ""},
                        {"file": "members/1/3_o3_biases.npy", "type": "<f4", "shape": [3], "sha256": ""}]}]}
                        """));
        assertRefused("its arrays take 2064 MB and a model file holds at most 1024 MB", file);
    }

    /** The text is damaged and its checksum made good: what a hand that edits the file can do. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyEditOfTheJsonIsRefusedOrReadable(boolean ensemble) throws IOException {
        ModelFile.write(ensemble ? TinyClassifiers.ensemble() : TinyClassifiers.full(), file);
        Map<String, byte[]> entries = model.entries();
        String json = text(entries);
        String alphabet = "{}[]\",:0123456789-+.eEnulltruefalse \n\\";
        Random random = new Random(7);
        for (int i = 0; i < 600; i++) {
            StringBuilder edited = new StringBuilder(json);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int at = random.nextInt(edited.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> edited.setCharAt(at, c);
                    case 1 -> edited.insert(at, c);
                    default -> edited.delete(at, Math.min(edited.length(), at + 1 + random.nextInt(20)));
                }
            }
            entries.put("model.json", edited.toString().getBytes(StandardCharsets.UTF_8));
            model.write(entries);
            try {
                ModelFile.read(file);
            } catch (InputException e) {
                assertOneLine(e);
            }
        }
    }
}
