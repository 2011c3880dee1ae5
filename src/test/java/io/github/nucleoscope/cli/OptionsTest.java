package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.cli.option.CropOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Each option does what its help says, and nothing else. */
class OptionsTest {

    private static final SegmentationSettings SEGMENTATION = SegmentationSettings.DEFAULT.withThreshold("Otsu");
    private static final CropSettings CROPS = CropSettings.DEFAULT;

    @TempDir
    private Path folder;

    static Stream<Arguments> segmentationOptions() {
        return Stream.of(
                Arguments.of("", SEGMENTATION),
                Arguments.of("--sigma 2.5", SEGMENTATION.withSigma(2.5)),
                Arguments.of("--sigma 0", SEGMENTATION.withSigma(0)),
                Arguments.of("--threshold local", SEGMENTATION.withThreshold("Local")),
                Arguments.of("--local-radius 17", SEGMENTATION.withLocalRadius(17)),
                Arguments.of("--dark", SEGMENTATION.withPolarity(Polarity.DARK)),
                Arguments.of("--no-split", SEGMENTATION.withSplit(false)),
                Arguments.of("--no-fill", SEGMENTATION.withFillHoles(false)),
                Arguments.of("--min-area 7", SEGMENTATION.withArea(7, SEGMENTATION.maxArea())),
                Arguments.of("--max-area 700", SEGMENTATION.withArea(SEGMENTATION.minArea(), 700)),
                Arguments.of("--drop-border", SEGMENTATION.withKeepBorder(false)));
    }

    @ParameterizedTest
    @MethodSource("segmentationOptions")
    void segmentation(String line, SegmentationSettings expected) {
        SegmentationOptions options = parse(new SegmentationOptions(), line);
        assertEquals(expected, options.applyTo(SEGMENTATION));
        assertEquals(line.isEmpty(), options.isEmpty());
    }

    @Test
    void whatIsNotSaidOfTheSegmentationStaysAsTheModelHasIt() {
        SegmentationSettings model = new SegmentationSettings(3, "Triangle", Polarity.DARK, 20, false, 5, 500, false,
                false, false, Optional.empty());
        assertEquals(model, parse(new SegmentationOptions(), "").applyTo(model));
        assertEquals(model.withSigma(4), parse(new SegmentationOptions(), "--sigma 4").applyTo(model));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                          luminance, AUTOMATIC",
        "--min-area 7 --drop-border,  luminance, AUTOMATIC",
        "--threshold Otsu,            luminance, CLASSICAL",
        "--dark,                      luminance, CLASSICAL",
        "--no-split,                  luminance, CLASSICAL",
        "--no-fill,                   luminance, CLASSICAL",
        "'',                          H&E,       CLASSICAL",
        "'',                          red,       AUTOMATIC",
        "--method automatic --dark,   luminance, CLASSICAL",
        "--method classical,          luminance, CLASSICAL",
        "--method learned,            luminance, LEARNED",
        "--method learned --dark,     luminance, LEARNED"})
    void methodsOfSegmentation(String line, String stain, Method expected) throws IOException {
        assertEquals(expected, parse(new SegmentationOptions(), line).segmentation(Colour.of(stain)).method());
    }

    @Test
    void theMethodOfAModelStaysUnlessAnotherIsAskedFor() throws IOException {
        String other = "ab".repeat(32);
        SegmentationSettings auto = SegmentationSettings.DEFAULT;
        Preparation automatic = new Preparation(CROPS, Optional.of(new Segmentation(Method.AUTOMATIC, auto,
                Optional.of(SegmentationNetwork.builtIn(other)))), PixelSize.UNCALIBRATED, 1);
        assertEquals(automatic.segmentation().get(), parse(new SegmentationOptions(), "").applyTo(automatic));
        assertEquals(new Segmentation(Method.AUTOMATIC, auto.withKeepBorder(false),
                Optional.of(SegmentationNetwork.builtIn(other))),
                parse(new SegmentationOptions(), "--drop-border").applyTo(automatic));
        assertEquals(Segmentation.classical(auto.withThreshold("Otsu")),
                parse(new SegmentationOptions(), "--threshold Otsu").applyTo(automatic));
        Preparation learned = new Preparation(CROPS, Optional.of(new Segmentation(Method.LEARNED, auto,
                Optional.of(SegmentationNetwork.builtIn(other)))), PixelSize.UNCALIBRATED, 1);
        assertEquals("--no-split is an option of the classical method: leave it out, or use --method CLASSICAL",
                assertThrows(InputException.class,
                        () -> parse(new SegmentationOptions(), "--no-split").applyTo(learned)).getMessage());
        assertEquals(Segmentation.classical(auto.withSplit(false)),
                parse(new SegmentationOptions(), "--no-split --method classical").applyTo(learned));
        Preparation classical = new Preparation(CROPS, Optional.of(Segmentation.classical(auto)),
                PixelSize.UNCALIBRATED, 1);
        assertEquals(Method.CLASSICAL, parse(new SegmentationOptions(), "").applyTo(classical).method());
        Segmentation now = parse(new SegmentationOptions(), "--method learned").applyTo(classical);
        assertEquals(Method.LEARNED, now.method());
        assertEquals(Optional.of(SegmentationNetwork.builtIn(SegmentationModelFile.fluorescenceSha256())),
                now.network());
        // What a network does not use rules it out, also where it is the model that says so.
        Preparation otsu = new Preparation(CROPS, Optional.of(Segmentation.classical(auto.withThreshold("Otsu"))),
                PixelSize.UNCALIBRATED, 1);
        assertEquals(Method.CLASSICAL, parse(new SegmentationOptions(), "--method automatic").applyTo(otsu).method());
        Preparation crops = new Preparation(CROPS, Optional.empty(), PixelSize.UNCALIBRATED, 1);
        assertEquals(Method.AUTOMATIC, parse(new SegmentationOptions(), "").applyTo(crops).method());
    }

    static Stream<Arguments> cropOptions() {
        CropRequest auto = CropRequest.AUTOMATIC;
        return Stream.of(
                Arguments.of("", auto),
                Arguments.of("--size auto --normalise auto --crop-channels auto", auto),
                Arguments.of("--size 40", new CropRequest(OptionalInt.of(40), Scale.FIXED, Background.ZERO,
                        Optional.empty(), auto.channels(), false)),
                Arguments.of("--scale FIT", new CropRequest(OptionalInt.empty(), Scale.FIT, Background.ZERO,
                        Optional.empty(), auto.channels(), false)),
                Arguments.of("--keep-background", new CropRequest(OptionalInt.empty(), Scale.FIXED, Background.KEEP,
                        Optional.empty(), auto.channels(), false)),
                Arguments.of("--no-normalise", new CropRequest(OptionalInt.empty(), Scale.FIXED, Background.ZERO,
                        Optional.of(Normalisation.NONE), auto.channels(), false)),
                Arguments.of("--normalise joint --crop-channels all", new CropRequest(OptionalInt.empty(), Scale.FIXED,
                        Background.ZERO, Optional.of(Normalisation.JOINT), new ChannelRequest.All(), false)),
                Arguments.of("--around-points --crop-channels DAPI,2", new CropRequest(OptionalInt.empty(), Scale.FIXED,
                        Background.KEEP, Optional.empty(), new ChannelSelection.Listed(List.of(new Channel("DAPI"),
                                Channel.of(2))), true)));
    }

    @ParameterizedTest
    @MethodSource("cropOptions")
    void crops(String line, CropRequest expected) {
        assertEquals(expected, parse(new CropOptions(), line).request());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--size big", "--size 7", "--normalise some", "--no-normalise --normalise JOINT",
        "--crop-channels DAPI,,pH3", "--crop-channels 1,2,1", "--crop-channels 0"})
    void cropsThatCannotBeCutAreRefusedInOneLine(String line) {
        InputException e = assertThrows(InputException.class, () -> parse(new CropOptions(), line).request());
        assertEquals(1, e.getMessage().lines().count());
    }

    private static <T> T parse(T options, String line) {
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return options;
    }

    /** Dark fields with a bright channel before them that has no nuclei; the table of their nuclei. */
    private Path darkFields() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.startsWith("image,") && !row.matches("field_0[1-5].*"));
        for (int field = 1; field <= 5; field++) {
            String name = "field_0" + field + ".tif";
            ImageProcessor pixels = ImageFiles.read(Path.of("test-images/images", name)).getProcessor();
            pixels.invert();
            ImagePlus image = IJ.createHyperStack(name, pixels.getWidth(), pixels.getHeight(), 2, 1, 1,
                    pixels.getBitDepth());
            image.getStack().setProcessor(pixels, 2);
            ImageFiles.saveTiff(image, folder.resolve(name));
        }
        return Files.write(folder.resolve("points.csv"), rows);
    }

    @Test
    void trainUsesAllItsOptionsAndTheModelRemembersThem() throws IOException {
        Ran ran = Ran.nucleoscope("train", darkFields(), "-o", folder.resolve("model"),
                "--dark", "--channel", 2, "--sigma", 1.5, "--threshold", "li", "--local-radius", 40, "--no-split",
                "--no-fill", "--min-area", 31, "--max-area", 90_000, "--drop-border",
                "--size", 24, "--scale", "fit", "--keep-background", "--no-normalise",
                "--network", "3conv3x3 - mp4x4 - o", "--members", 1, "--epochs", 2, "--patience", 7,
                "--learning-rate", 0.002, "--batch", 9, "--initialisation", "glorot_uniform", "--augmentation", "none",
                "--validation", 0.3, "--test", 0.2, "--seed", 5, "--optimiser", "adamw", "--weight-decay", 0.01,
                "--clip", 4, "--schedule", "cosine", "--warmup", 1, "--balance", "weights", "--label-smoothing", 0.05,
                "--prior", "natural");
        assertEquals(0, ran.exitCode(), ran.err());
        NucleusClassifier model = ModelFile.read(folder.resolve("model/model.nucleoscope.zip"));
        assertEquals(Optional.of(Segmentation.classical(new SegmentationSettings(1.5, "Li", Polarity.DARK, 40, false,
                31, 90_000, false, false, false, Optional.empty()))), model.preparation().segmentation());
        assertEquals(new CropSettings(24, Scale.FIT, Background.KEEP, Normalisation.NONE,
                new ChannelSelection.OfNuclei(), new Photometry.Linear(Map.of(8, Photometry.Scale.EIGHT_BITS)),
                CropSettings.Centre.NUCLEUS), model.preparation().crops());
        assertEquals(Channel.of(2), model.preparation().signal().channel());
        assertEquals("3conv3x3 - mp4x4 - o", model.network().architecture().toString());
        Map<String, String> training = model.provenance().training();
        assertEquals("2", training.get("epochs"));
        assertEquals("7", training.get("patience"));
        assertEquals("0.002", training.get("learning_rate"));
        assertEquals("9", training.get("batch_size"));
        assertEquals("GLOROT_UNIFORM", training.get("initialisation"));
        assertEquals("none", training.get("augmentation"));
        assertEquals("0.3", training.get("validation_fraction"));
        assertEquals("0.2", training.get("test_fraction"));
        assertEquals("5", training.get("seed"));
        assertTrue(training.get("optimiser").startsWith("AdamW"), training.get("optimiser"));
        assertEquals("0.01", training.get("weight_decay"));
        assertEquals("norm 4.0", training.get("gradient_clipping"));
        assertEquals("COSINE", training.get("schedule"));
        assertEquals("1", training.get("warmup_epochs"));
        assertEquals("weights", training.get("balance"));
        assertEquals("0.05", training.get("label_smoothing"));
        assertEquals("NATURAL", training.get("prior"));

        // The channel and the segmentation are the model's unless the user says otherwise.
        Path file = folder.resolve("model/model.nucleoscope.zip");
        Path field = folder.resolve("field_01.tif");
        int nuclei = classified(file, field);
        assertTrue(nuclei > 0, "no nuclei");
        assertEquals(nuclei, classified(file, field, "--channel", 2));
        assertEquals(0, classified(file, field, "--channel", 1));
    }

    /** In channel 1 nothing; in channel 2 three bright discs, of 13, 21 and 31 pixels across. */
    private Path discs() throws IOException {
        ImagePlus image = IJ.createHyperStack("discs", 160, 80, 2, 1, 1, 8);
        ImageProcessor plane = image.getStack().getProcessor(2);
        plane.setValue(200);
        plane.fillOval(14, 34, 13, 13);
        plane.fillOval(50, 30, 21, 21);
        plane.fillOval(105, 25, 31, 31);
        image.getStack().setSliceLabel("Phase", 1);
        image.getStack().setSliceLabel("DAPI", 2);
        ImageFiles.saveTiff(image, folder.resolve("discs.tif"));
        return folder.resolve("discs.tif");
    }

    /** A disc of diameter d has about 0.785 d^2 pixels: 133, 346 and 755. */
    @Test
    void segmentAndClassifyFindWhatTheirOptionsSay() throws IOException {
        Path model = folder.resolve("model/model.nucleoscope.zip");
        Ran trained = Ran.nucleoscope("train", Path.of("test-images/truth.csv"), "--images",
                Path.of("test-images/images"), "--network", "o", "--members", 1, "--epochs", 1, "--size", 16,
                "--min-area", 200, "-o", folder.resolve("model"));
        assertEquals(0, trained.exitCode(), trained.err());
        Path discs = discs();
        assertEquals(3, segmented(discs, "--channel", 2));
        assertEquals(0, segmented(discs));
        assertEquals(3, segmented(discs, "--channel", "dapi"));
        Ran unknown = Ran.nucleoscope("segment", discs, "--channel", "GFP", "-o", folder.resolve("out"));
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("no channel 'GFP' in discs.tif: it has 2, counted from 1: Phase, DAPI"),
                unknown.err());
        assertEquals(2, classified(model, discs, "--channel", "DAPI"));
        assertEquals(1, segmented(discs, "--channel", 2, "--min-area", 500));
        assertEquals(2, segmented(discs, "--channel", 2, "--max-area", 500));
        // The model was trained on nuclei of 200 pixels and more, and so it finds them unless told otherwise.
        assertEquals(2, classified(model, discs, "--channel", 2));
        assertEquals(0, classified(model, discs));
        assertEquals(3, classified(model, discs, "--channel", 2, "--min-area", 30));
        assertEquals(1, classified(model, discs, "--channel", 2, "--max-area", 500));
    }

    private int segmented(Path image, Object... options) throws IOException {
        return nuclei(List.of("segment", image), options);
    }

    private int classified(Path model, Path image, Object... options) throws IOException {
        nuclei(List.of("classify", model, image), options);
        return Files.readAllLines(folder.resolve("out/results.csv")).size() - 1;
    }

    private int nuclei(List<Object> command, Object... options) throws IOException {
        List<Object> words = new ArrayList<>(command);
        words.addAll(List.of(options));
        words.addAll(List.of("-o", folder.resolve("out"), "--json", folder.resolve("out.json")));
        Ran ran = Ran.nucleoscope(words.toArray());
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("out.json"))).getAsJsonObject();
        assertTrue(json.has("nuclei") || json.has("nuclei_per_class"), json.toString());
        return json.has("nuclei") ? json.get("nuclei").getAsInt() : -1;
    }
}
