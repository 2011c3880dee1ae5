package io.github.nucleoscope.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Segmentation;
import io.github.nucleoscope.nuclei.SegmentationNetwork;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {

    private static final String FIRST = "weights/1_3conv3x3_weights.npy";

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void writeModel() throws IOException {
        file = folder.resolve("model.nucleoscope.zip");
        ModelFile.write(TinyClassifiers.full(), file);
    }

    static void assertSame(NucleusClassifier expected, NucleusClassifier actual) {
        assertEquals(expected.network().architecture(), actual.network().architecture());
        assertEquals(expected.network().input(), actual.network().input());
        assertEquals(expected.network().standardisation(), actual.network().standardisation());
        assertEquals(expected.classes(), actual.classes());
        assertEquals(expected.preparation(), actual.preparation());
        assertArrayEquals(ownNetwork(expected), ownNetwork(actual));
        assertEquals(expected.provenance(), actual.provenance());
        assertEquals(expected.network().weights().keySet(), actual.network().weights().keySet());
        for (Map.Entry<String, Weights> entry : expected.network().weights().entrySet()) {
            Weights found = actual.network().weights().get(entry.getKey());
            assertArrayEquals(entry.getValue().shape(), found.shape());
            assertArrayEquals(entry.getValue().values(), found.values());
        }
    }

    private static byte[] ownNetwork(NucleusClassifier classifier) {
        return classifier.preparation().segmentation().flatMap(Segmentation::ownNetwork).orElse(null);
    }

    private static void assertSamePredictions(NucleusClassifier expected, NucleusClassifier actual) {
        List<Prediction> left = TinyClassifiers.predictions(expected);
        List<Prediction> right = TinyClassifiers.predictions(actual);
        for (int i = 0; i < left.size(); i++) {
            assertArrayEquals(left.get(i).probabilities(), right.get(i).probabilities());
        }
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        assertSame(TinyClassifiers.full(), ModelFile.read(file));
        assertSamePredictions(TinyClassifiers.full(), ModelFile.read(file));
        ModelFile.write(TinyClassifiers.bare(), file);
        assertSame(TinyClassifiers.bare(), ModelFile.read(file));
        assertSamePredictions(TinyClassifiers.bare(), ModelFile.read(file));
    }

    @Test
    void theSameClassifierGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again" + ModelFile.EXTENSION);
        ModelFile.write(ModelFile.read(file), again);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void leavesNothingBesideTheFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void anyClassifierComesBack() throws IOException {
        Random random = new Random(99);
        for (int i = 0; i < 100; i++) {
            NucleusClassifier classifier = TinyClassifiers.random(random);
            ModelFile.write(classifier, file);
            assertSame(classifier, ModelFile.read(file));
        }
    }

    @Test
    void whatCannotBeReplacedStaysAsItWas() throws IOException {
        Path occupied = Files.createDirectory(folder.resolve("occupied" + ModelFile.EXTENSION));
        Path inside = Files.writeString(occupied.resolve("inside"), "x");
        assertThrows(ModelFileException.class, () -> ModelFile.write(TinyClassifiers.bare(), occupied));
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(Set.of(folder, file, occupied, inside), files.collect(Collectors.toSet()));
        }
    }

    // ---- files that are none ----

    @Test
    void aMissingFileAFolderAndOtherFiles() throws IOException {
        assertRefused("there is no such file", folder.resolve("none"));
        assertRefused("is a folder or a device", folder);
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip at all, but more than twenty-two bytes");
        assertRefused("is not a zip archive", text);
        assertRefused("is not a zip archive", Files.createFile(folder.resolve("empty.zip")));
        rewrite(entries -> entries.keySet().removeIf(name -> name.equals("model.json")));
        assertRefused("holds no model.json", file);
    }

    @Test
    void writingIntoAFolderThatDoesNotExist() {
        Path nowhere = folder.resolve("none").resolve("model" + ModelFile.EXTENSION);
        ModelFileException e = assertThrows(ModelFileException.class,
                () -> ModelFile.write(TinyClassifiers.bare(), nowhere));
        assertTrue(e.getMessage().contains("does not exist: create it"), e.getMessage());
    }

    @Test
    void everyTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertRefused("is cut short or damaged: copy or download it again", file);
    }

    // ---- model.json ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"format_version\": 4      | \"format_version\": 5      | is 5 but this version of Nucleoscope reads up to 4",
        "\"format_version\": 4      | \"format_version\": 0      | 'format_version' is 0 and not 1 or more",
        "\"format_version\": 4      | \"format_version\": 1.5    | 'format_version' is 1.5 and not a whole number",
        "\"format_version\": 4      | \"format_version\": 1e999999999 | 'format_version' is 1e999999999 and not a",
        "\"format_version\": 4      | \"format_version\": \"1\"  | 'format_version' is \"1\" and not a whole number",
        "\"format_version\": 4      | \"format_version\": 1      | 'segmentation.found_by' is not a known field",
        "\"CLASSICAL\"              | \"MANUAL\"                 | 'segmentation.found_by' is 'MANUAL' and not one of",
        "\"CLASSICAL\"              | \"LEARNED\"                | the method LEARNED needs a network",
        "\"network\": null          | \"network\": \"ab\"         | SHA-256 'ab' is not 64 hexadecimal digits",
        "\"network\": null | \"network\": \"0123456789abcdef0123456789abcdef"
            + "0123456789abcdef0123456789abcdef\"          | the method CLASSICAL has no network",
        "\"network\": null          | \"network\": 7             | 'segmentation.network' is 7 and not a text",
        "\"network_file_sha256\": null | \"network_file_sha256\": \"ab\" | given where no network finds the nuclei",
        "\"luminance\"              | \"Gram\"                   | unknown stain 'Gram'",
        "\"channel\": 2             | \"channel\": 0             | channel 0 is not 1 or more",
        "\"channel\": 2             | \"channel\": 3.5           | 'channel' is 3.5 and not a whole number",
        "nucleoscope model          | other model                | 'format' is 'other model' and not",
        "\"architecture\"           | \"architektur\"            | 'architecture' is missing",
        "\"size\": 8                | \"size\": 8, \"more\": 1   | 'crops.more' is not a known field",
        "\"size\": 8                | \"size\": 9                | the network takes 8x8x1 but the crops are 9x9x1",
        "\"size\": 8                | \"size\": {}               | 'crops.size' is an object and not a whole number",
        "\"FIT\"                    | \"fit\"                    | 'crops.scale' is 'fit' and not one of [FIXED, FIT]",
        "\"normalise\": false       | \"normalise\": 0           | 'crops.normalise' is 0 and not true or false",
        "\"sigma\": 1.7             | \"sigma\": -1.7            | blur sigma -1.7 is not between",
        "\"Triangle\"               | \"Square\"                 | unknown threshold method 'Square'",
        "\"height\": 0.33           | \"height\": 1e400          | 'pixel_size.height' is 1e400 and not a finite",
        "\"height\": 0.33           | \"height\": NaN            | it is not JSON",
        "\"deviation\": 47.3        | \"deviation\": 0           | standardisation by mean",
        "\"#56B4E9\"                | \"blue\"                   | the colour 'blue' is not written as #RRGGBB",
        "\"interphase\"             | \" \"                      | a class of nuclei has no name",
        "\"interphase\"             | \"a\\nb\", \"x\": 1        | 'classes[0].x' is not a known field",
        "\"seed\": \"7\"            | \"seed\": 7                | 'training.seed' is 7 and not a text",
        "\"value\": 0.9             | \"value\": []              | 'held_out[0].value' is a list and not a finite",
        "mp2x2                      | mp9x9                      | mp9x9 needs at least 9x9 pixels but gets 8x8",
        "mp2x2                      | banana                     | 'banana': unknown layer",
        "3conv3x3 -                 | 4conv3x3 -                 | where the architecture needs 'weights/1_4conv3x3_w",
        "fc4 - o3                   | fc4 - fc4 - o3             | 'weights' lists 6 files but the architecture needs",
        "fc4 - o3                   | fc4 - o2                   | where the architecture needs 'weights/5_o2_weights",
        "1_3conv3x3_weights.npy     | ../x                       | 'weights' lists 'weights/../x' where",
        "\"sha256\": \"             | \"sha256\": \"0            | is not what model.json has the SHA-256 of",
        "}                          | ]                          | it is not JSON",
    })
    void aWrongField(String good, String bad, String message) throws IOException {
        edit(json -> {
            int at = json.lastIndexOf(good);
            assertTrue(at >= 0, good);
            return json.substring(0, at) + bad + json.substring(at + good.length());
        });
        assertRefused(message, file);
    }

    @Test
    void jsonThatIsNone() throws IOException {
        edit(json -> json + "{}");
        assertRefused("it is not JSON", file);
        edit(json -> "");
        assertRefused("it is not JSON", file);
        edit(json -> "[1, 2]");
        assertRefused("it is not an object", file);
        edit(json -> "[".repeat(500_000));
        assertRefused("it is not JSON", file);
        rewrite(entries -> entries.put("model.json", new byte[] {'{', (byte) 0xC3, '}'}));
        assertRefused("is not UTF-8", file);
        rewrite(entries -> entries.put("model.json", new byte[20_000_000]));
        assertRefused("its model.json is larger than 1048576 bytes", file);
    }

    @Test
    void anArchitectureThatNeedsGigabytes() throws IOException {
        for (String architecture : List.of("4096conv31x31 - 4096conv31x31 - o", "fc65536 - fc65536 - fc65536 - o",
                "fc65536 - fc65536 - o", "4096conv1x1 - 4096conv31x31 - mp8x8 - o")) {
            edit(json -> json.replace("3conv3x3 - mp2x2 - drop0.00005 - fc4 - o3", architecture));
            ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
            assertTrue(e.getMessage().contains("parameters") || e.getMessage().contains("the architecture needs"),
                    e.getMessage());
        }
    }

    /** A consistent file: only the memory that the architecture would take speaks against it. */
    @Test
    void aConsistentFileThatWouldNeedGigabytes() throws IOException {
        edit(json -> json.replace("\"3conv3x3 - mp2x2 - drop0.00005 - fc4 - o3\"", "\"fc65536 - fc8192 - o3\"")
                .replaceAll("(?s)\"weights\": \\[.*", """
                        "weights": [
                        {"file": "weights/1_fc65536_weights.npy", "shape": [64, 65536], "sha256": ""},
                        {"file": "weights/1_fc65536_biases.npy", "shape": [65536], "sha256": ""},
                        {"file": "weights/2_fc8192_weights.npy", "shape": [65536, 8192], "sha256": ""},
                        {"file": "weights/2_fc8192_biases.npy", "shape": [8192], "sha256": ""},
                        {"file": "weights/3_o3_weights.npy", "shape": [8192, 3], "sha256": ""},
                        {"file": "weights/3_o3_biases.npy", "shape": [3], "sha256": ""}]}
                        """));
        assertRefused("its architecture needs 541163523 weights and a model file holds at most 268435456", file);
    }

    // ---- weights ----

    @Test
    void tamperedWeights() throws IOException {
        rewrite(entries -> entries.get(FIRST)[entries.get(FIRST).length - 2] ^= 1);
        assertRefused("'" + FIRST + "' is not what model.json has the SHA-256 of", file);
    }

    @Test
    void weightsThatAreNotNumbers() throws IOException {
        rewrite(entries -> {
            byte[] npy = entries.get(FIRST);
            String before = sha256(npy);
            npy[npy.length - 1] = 0x7F;
            npy[npy.length - 2] = (byte) 0xC0;
            entries.put("model.json", text(entries).replace(before, sha256(npy)).getBytes(StandardCharsets.UTF_8));
        });
        assertRefused("the weights '1_3conv3x3_weights' hold NaN", file);
    }

    @Test
    void missingAndUnexpectedEntries() throws IOException {
        rewrite(entries -> entries.remove(FIRST));
        assertRefused("'" + FIRST + "' is missing", file);
        ModelFile.write(TinyClassifiers.full(), file);
        rewrite(entries -> entries.put("readme.txt", new byte[3]));
        assertRefused("holds 'readme.txt', which does not belong in a model file", file);
    }

    @ParameterizedTest
    @CsvSource({"../x", "weights/../../x", "/etc/x", "C:/x", "..\\x", "weights/.."})
    void pathsOutOfTheArchive(String name) throws IOException {
        rewrite(entries -> entries.put(name, new byte[3]));
        assertRefused("holds '" + name + "', a path out of the archive", file);
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(List.of(folder, file), files.toList());
        }
    }

    @Test
    void theSameEntryTwice() throws IOException {
        rewrite(entries -> entries.put("model.jsom", new byte[3]));
        Files.write(file, replaced(Files.readAllBytes(file), "model.jsom", "model.json"));
        assertRefused("holds 'model.json' twice", file);
    }

    @Test
    void moreEntriesThanAModelHas() throws IOException {
        rewrite(entries -> {
            for (int i = 0; i < 3000; i++) {
                entries.put("weights/" + i, new byte[0]);
            }
        });
        assertRefused("has a table of contents of 3007 entries", file);
    }

    /** 300 MB of zeros in 300 kB: the array ends where the architecture says, and so does the reading. */
    @Test
    void aZipBomb() throws IOException {
        Map<String, byte[]> entries = entries();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                for (int i = 0; i < 300 && entry.getKey().equals(FIRST); i++) {
                    zip.write(new byte[1_000_000]);
                }
            }
        }
        assertTrue(Files.size(file) < 1_000_000);
        assertRefused("'" + FIRST + "' is damaged (there is more than the array of shape (3, 3, 1, 3))", file);
    }

    /** Both the local header and the table of contents claim 4 GB, the most that fits in their 32 bits. */
    @Test
    void anEntryThatClaimsToBeHuge() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] name = FIRST.getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        for (int i = 46; i < bytes.length - name.length; i++) {
            if (Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
                boolean local = bytes[i - 30] == 'P' && bytes[i - 28] == 3;
                boolean central = bytes[i - 46] == 'P' && bytes[i - 44] == 1;
                if (local || central) {
                    // Compressed and uncompressed size lie 12 and 8 bytes before the fields of length of the name.
                    int sizes = local ? i - 30 + 18 : i - 46 + 20;
                    Arrays.fill(bytes, sizes, sizes + 8, (byte) 0xFE);
                    found++;
                }
            }
        }
        assertEquals(2, found);
        Files.write(file, bytes);
        assertThrows(ModelFileException.class, () -> ModelFile.read(file));
    }

    /** With the 64-bit sizes of large zip files (zip64), in the table of contents. */
    @Test
    void anEntryThatClaimsAHundredGigabytes() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.capacity() - 22;
        assertEquals(0x06054b50, bytes.getInt(end), "the end record is the last thing in the file");
        int entry = bytes.getInt(end + 16);
        byte[] name = FIRST.getBytes(StandardCharsets.US_ASCII);
        while (!Arrays.equals(bytes.array(), entry + 46, entry + 46 + bytes.getShort(entry + 28), name, 0,
                name.length)) {
            entry += 46 + bytes.getShort(entry + 28) + bytes.getShort(entry + 30) + bytes.getShort(entry + 32);
        }
        bytes.putInt(entry + 20, -1);
        bytes.putInt(entry + 24, -1);
        int extraStart = entry + 46 + bytes.getShort(entry + 28);
        bytes.putShort(entry + 30, (short) (bytes.getShort(entry + 30) + 20));
        bytes.putInt(end + 12, bytes.getInt(end + 12) + 20);
        ByteBuffer longer = ByteBuffer.allocate(bytes.capacity() + 20).order(ByteOrder.LITTLE_ENDIAN);
        longer.put(bytes.array(), 0, extraStart);
        longer.putShort((short) 1).putShort((short) 16).putLong(100_000_000_000L).putLong(100_000_000_000L);
        longer.put(bytes.array(), extraStart, bytes.capacity() - extraStart);
        Files.write(file, longer.array());
        ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    // ---- the user's own network that finds the nuclei ----

    private static SegmentationNetwork network(int bytes) {
        return new SegmentationNetwork("0b".repeat(32), Optional.of(new byte[bytes]));
    }

    @Test
    void theNetworkThatFindsTheNucleiTravelsInside() throws IOException {
        NucleusClassifier classifier = TinyClassifiers.withNetwork(network(3000));
        ModelFile.write(classifier, file);
        assertSame(classifier, ModelFile.read(file));
        byte[] bytes = Files.readAllBytes(file);
        ModelFile.write(ModelFile.read(file), file);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertTrue(entries().containsKey(ModelJson.NETWORK_ENTRY));
        rewrite(entries -> entries.get(ModelJson.NETWORK_ENTRY)[2999] ^= 1);
        assertRefused("'segmentation.nucleoscope.zip' is not what model.json has the SHA-256 of", file);
        rewrite(entries -> entries.remove(ModelJson.NETWORK_ENTRY));
        assertRefused("'segmentation.nucleoscope.zip' is missing", file);
    }

    @Test
    void aNetworkThatNobodyAskedForDoesNotBelong() throws IOException {
        rewrite(entries -> entries.put(ModelJson.NETWORK_ENTRY, new byte[3]));
        assertRefused("holds 'segmentation.nucleoscope.zip', which does not belong in a model file", file);
    }

    /** A gigabyte of zeros in a megabyte. */
    @Test
    void aNetworkThatIsAZipBomb() throws IOException {
        ModelFile.write(TinyClassifiers.withNetwork(network(3000)), file);
        Map<String, byte[]> entries = entries();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                for (int i = 0; i < 1000 && entry.getKey().equals(ModelJson.NETWORK_ENTRY); i++) {
                    zip.write(new byte[1_000_000]);
                }
            }
        }
        assertRefused("'segmentation.nucleoscope.zip' is larger than 67108864 bytes", file);
    }

    @Test
    void aNetworkThatIsTooLarge() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> ReadSettings.forTraining(CropSettings.DEFAULT, new Segmentation(Segmentation.Method.LEARNED,
                        SegmentationSettings.DEFAULT, Optional.of(network(70 << 20))), null, Signal.FIRST));
        assertTrue(e.getMessage().contains("has 70 MB, and at most 64 MB travel inside a classifier"), e.getMessage());
    }

    // ---- any damage ----

    @Test
    void anyDamageIsRefusedOrHarmless() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        NucleusClassifier original = TinyClassifiers.full();
        Random random = new Random(20260101);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = whole.clone();
            switch (random.nextInt(4)) {
                case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    for (int n = 1 + random.nextInt(8); n > 0; n--) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                }
                // In the table of contents at the end, where a byte is most likely to matter to the zip reader.
                default -> bytes[bytes.length - 1 - random.nextInt(600)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            NucleusClassifier read;
            try {
                read = ModelFile.read(file);
            } catch (ModelFileException e) {
                assertOneLine(e);
                refused++;
                continue;
            } catch (IOException | RuntimeException e) {
                fail("damage " + i, e);
                return;
            }
            assertSame(original, read);
        }
        assertTrue(refused > 400 && refused < 1000, refused + " refused");
    }

    /** The text is damaged and its checksum made good: what a hand that edits the file can do. */
    @Test
    void anyEditOfTheJsonIsRefusedOrReadable() throws IOException {
        Map<String, byte[]> entries = entries();
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
            write(entries);
            try {
                ModelFile.read(file);
            } catch (ModelFileException e) {
                assertOneLine(e);
            }
        }
    }

    // ---- helpers ----

    private static void assertOneLine(ModelFileException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertTrue(e.getMessage().contains("nucleoscope.zip: "), e.getMessage());
    }

    private static void assertRefused(String message, Path file) {
        ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    private interface Change {
        void apply(Map<String, byte[]> entries);
    }

    private void rewrite(Change change) throws IOException {
        Map<String, byte[]> entries = entries();
        change.apply(entries);
        write(entries);
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        ModelFile.write(TinyClassifiers.full(), file);
        rewrite(entries -> entries.put("model.json", change.apply(text(entries)).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Map<String, byte[]> entries) {
        return new String(entries.get("model.json"), StandardCharsets.UTF_8);
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private void write(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
