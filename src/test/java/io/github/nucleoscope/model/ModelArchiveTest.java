package io.github.nucleoscope.model;

import static io.github.nucleoscope.model.EditedModel.assertOneLine;
import static io.github.nucleoscope.model.EditedModel.assertRefused;
import static io.github.nucleoscope.model.EditedModel.replace;
import static io.github.nucleoscope.model.ModelFileTest.assertSame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of a model file: damage, tampering, bombs, and the network that finds the nuclei inside. */
class ModelArchiveTest {

    private static final String FIRST = "members/1/1_3conv3x3_weights.npy";

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

    @Test
    void tamperedWeights() throws IOException {
        model.rewrite(entries -> entries.get(FIRST)[entries.get(FIRST).length - 2] ^= 1);
        assertRefused("'" + FIRST + "' does not match its SHA-256 in model.json", file);
    }

    @Test
    void weightsThatAreNotNumbers() throws IOException {
        model.rewrite(entries -> {
            byte[] npy = entries.get(FIRST).clone();
            npy[npy.length - 1] = 0x7F;
            npy[npy.length - 2] = (byte) 0xC0;
            replace(entries, FIRST, npy);
        });
        assertRefused("the weights '1_3conv3x3_weights' hold NaN", file);
    }

    @Test
    void missingAndUnexpectedEntries() throws IOException {
        model.rewrite(entries -> entries.remove(FIRST));
        assertRefused("'" + FIRST + "' is missing", file);
        ModelFile.write(TinyClassifiers.full(), file);
        model.rewrite(entries -> entries.put("readme.txt", new byte[3]));
        assertRefused("holds 'readme.txt', which does not belong in a model file", file);
    }

    @ParameterizedTest
    @CsvSource({"../x", "weights/../../x", "/etc/x", "C:/x", "..\\x", "weights/.."})
    void pathsOutOfTheArchive(String name) throws IOException {
        model.rewrite(entries -> entries.put(name, new byte[3]));
        assertRefused("holds '" + name + "', a path out of the archive", file);
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(List.of(folder, file), files.toList());
        }
    }

    @Test
    void theSameEntryTwice() throws IOException {
        model.rewrite(entries -> entries.put("model.jsom", new byte[3]));
        Files.write(file, replaced(Files.readAllBytes(file), "model.jsom", "model.json"));
        assertRefused("holds 'model.json' twice", file);
    }

    @Test
    void moreEntriesThanAModelHas() throws IOException {
        model.rewrite(entries -> {
            for (int i = 0; i < 3000; i++) {
                entries.put("weights/" + i, new byte[0]);
            }
        });
        assertRefused("has a table of contents of 3007 entries", file);
    }

    /** 300 MB of zeros in 300 kB: the array ends where the architecture says, and so does the reading. */
    @Test
    void aZipBomb() throws IOException {
        model.writeWith(model.entries(), FIRST, 300);
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
        assertThrows(InputException.class, () -> ModelFile.read(file));
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
        InputException e = assertThrows(InputException.class, () -> ModelFile.read(file));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    /** Its file would be larger than what may be inside a model's. */
    private static SegmentationNetwork largeNetwork() {
        return SegmentationNetwork.userSupplied(TinyClassifiers.ownNetwork("").opened().orElseThrow(),
                new StoredFile(new byte[70 << 20]));
    }

    @Test
    void theNetworkThatFindsTheNucleiTravelsInside() throws IOException {
        NucleusClassifier classifier = TinyClassifiers.withNetwork(TinyClassifiers.ownNetwork(""));
        ModelFile.write(classifier, file);
        assertSame(classifier, ModelFile.read(file));
        byte[] bytes = Files.readAllBytes(file);
        ModelFile.write(ModelFile.read(file), file);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertTrue(model.entries().containsKey(ModelJson.NETWORK_ENTRY));
        model.rewrite(entries -> entries.get(ModelJson.NETWORK_ENTRY)[2000] ^= 1);
        assertRefused("'segmentation.nucleoscope.zip' does not match its SHA-256 in model.json", file);
        model.rewrite(entries -> entries.remove(ModelJson.NETWORK_ENTRY));
        assertRefused("'segmentation.nucleoscope.zip' is missing", file);
    }

    @Test
    void aNetworkThatIsNoneIsNamed() throws IOException {
        SegmentationNetwork network = TinyClassifiers.ownNetwork("");
        ModelFile.write(TinyClassifiers.withNetwork(SegmentationNetwork.userSupplied(network.opened().orElseThrow(),
                new StoredFile(new byte[300]))), file);
        assertRefused("the network inside it that finds the nuclei cannot be used (is not a zip archive", file);
    }

    @Test
    void aNetworkThatNobodyAskedForDoesNotBelong() throws IOException {
        model.rewrite(entries -> entries.put(ModelJson.NETWORK_ENTRY, new byte[3]));
        assertRefused("holds 'segmentation.nucleoscope.zip', which does not belong in a model file", file);
    }

    /** A gigabyte of zeros in a megabyte. */
    @Test
    void aNetworkThatIsAZipBomb() throws IOException {
        ModelFile.write(TinyClassifiers.withNetwork(TinyClassifiers.ownNetwork("")), file);
        model.writeWith(model.entries(), ModelJson.NETWORK_ENTRY, 1000);
        assertRefused("'segmentation.nucleoscope.zip' is larger than 67108864 bytes", file);
    }

    @Test
    void aNetworkThatIsTooLarge() {
        InputException e = assertThrows(InputException.class,
                () -> ReadSettings.forTraining(CropSettings.DEFAULT, new Segmentation(Segmentation.Method.LEARNED,
                        SegmentationSettings.DEFAULT, Optional.of(largeNetwork())), null, Signal.FIRST));
        assertTrue(e.getMessage().contains("has 70 MB, but at most 64 MB can be embedded in a classifier"),
                e.getMessage());
        InputException refused = assertThrows(InputException.class,
                () -> ModelFile.write(TinyClassifiers.withNetwork(largeNetwork()), file));
        assertTrue(refused.getMessage().contains("'segmentation.nucleoscope.zip' has 73400320 bytes"),
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyDamageIsRefusedOrHarmless(boolean ensemble) throws IOException {
        NucleusClassifier original = ensemble ? TinyClassifiers.ensemble() : TinyClassifiers.full();
        ModelFile.write(original, file);
        byte[] whole = Files.readAllBytes(file);
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
            } catch (InputException e) {
                assertOneLine(e);
                refused++;
                continue;
            } catch (RuntimeException e) {
                fail("damage " + i, e);
                return;
            }
            assertSame(original, read);
        }
        assertTrue(refused > 400 && refused < 1000, refused + " refused");
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
