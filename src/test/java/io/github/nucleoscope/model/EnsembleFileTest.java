package io.github.nucleoscope.model;

import static io.github.nucleoscope.model.EditedModel.assertOneLine;
import static io.github.nucleoscope.model.EditedModel.assertRefused;
import static io.github.nucleoscope.model.EditedModel.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.measurement.classifier.DecisionTree;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForest;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The members of an ensemble in its model file: what is wrong with them, and how many there may be. */
class EnsembleFileTest {

    private static final double[] TYPICAL = new double[NucleusMeasurements.COUNT];

    @TempDir
    private Path folder;

    private Path file;
    private EditedModel model;

    @BeforeEach
    void nameModel() {
        file = folder.resolve("model.nucleoscope.zip");
        model = new EditedModel(file);
    }

    /** Two classes. */
    private static NucleusClassifier of(List<Member> members) {
        NucleusClassifier bare = TinyClassifiers.bare();
        return new NucleusClassifier(members, bare.classes(), bare.preparation(), false, bare.recalibration(),
                bare.provenance());
    }

    /** A regression, and a forest of a tree of three nodes and one of a leaf. */
    private static NucleusClassifier measured() {
        double[] scales = new double[NucleusMeasurements.COUNT];
        Arrays.fill(scales, 1);
        DecisionTree tree = new DecisionTree(new int[] {0, -1, -1}, new double[] {0.5, 0, 0}, new int[] {1, 0, 0},
                new int[] {2, 0, 0}, new double[][] {{0, 0}, {1, 0}, {0.25, 0.75}});
        return of(List.of(new Member.Measured(new LogisticRegression(TYPICAL, scales, new double[2][TYPICAL.length],
                new double[2])), new Member.Measured(new RandomForest(TYPICAL, List.of(tree, leaf())))));
    }

    private static DecisionTree leaf() {
        return new DecisionTree(new int[] {-1}, new double[1], new int[1], new int[1], new double[][] {{0.5, 0.5}});
    }

    /** The first match of a regular expression is replaced. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"random_forest\"        | \"oracle\"              | 'members[3].kind' is 'oracle' and not network, log",
        "\"random_forest\"        | \"logistic_regression\" | 'members[3].arrays' lists 7 files but 4 are needed",
        "\"logistic_regression\"  | \"network\"             | 'members[1].architecture' is missing",
        "\"logistic_regression\"  | \"logistic_regression\", \"x\": 1 | 'members[1].x' is not a known field",
        "\"trees\": [0-9]+        | \"trees\": 0            | 'members[3].trees' is 0 and 'members[3].nodes' is",
        "\"nodes\": [0-9]+        | \"nodes\": 0            | 'members[3].nodes' is 0: a tree has a node or more",
        "\"nodes\": [0-9]+        | \"nodes\": 2000000000   | 'members/4/measurement.npy' has the type <i4 and",
        "\"<i4\"                  | \"<f8\"                 | 'members/4/nodes_per_tree.npy' has the type <f8",
        "\"<i4\"                  | \"O\"                   | the type of an array is 'O' and not '<f4', '<f8' or",
        "members/2/scales         | members/3/scales        | 'members[1].arrays[1].file' is 'members/3/scales.npy'",
        "\"circularity\"          | \"roundness\"           | 'measurements' are not those of this version of Nucleosc",
        "\"circularity\",         | ``                      | where <f8 and [25] are needed",
        "\"measurements\": \\[    | \"measurements\": [1,   | 'measurements' is 1 and not a text",
        "\"temperature\": 1.7     | \"temperature\": 0      | the temperature 0.0 is not above 0",
        "\"temperature\": 1.7     | \"temperature\": \"1\"  | 'recalibration.temperature' is \"1\" and not a finite nu",
        "\"temperature\": 1.7     | \"temperature\": 1, \"t\": 1 | 'recalibration.t' is not a known field",
        "\"offsets\": \\[         | \"offsets\": [1,        | the recalibration is for 4 classes but 3 are named",
        "\"recalibration\"        | \"calibration\"         | 'recalibration' is missing",
        "\"members\": \\[         | \"members\": [0,        | 'members[0]' is not an object",
    })
    void aWrongField(String good, String bad, String message) throws IOException {
        model.edit(TinyClassifiers.ensemble(), json -> {
            String edited = json.replaceFirst(good, bad == null ? "" : bad);
            assertNotEquals(json, edited);
            return edited;
        });
        assertRefused(message, file);
    }

    @Test
    void theShapeIsThatOfTheCropsWithoutANetworkToo() throws IOException {
        model.edit(measured(), json -> json.replaceFirst("\"height\": 8", "\"height\": 9"));
        assertRefused("'input_shape' is 9x8x1 but the crops are 8x8x1", file);
    }

    @Test
    void measurementsThatNoMemberUses() throws IOException {
        model.edit(TinyClassifiers.full(), json -> json.replaceFirst("\"measurements\": \\[",
                "\"measurements\": [\"area\""));
        assertRefused("'measurements' are not those of this version of Nucleoscope", file);
    }

    @Test
    void oneClassIsNoQuestion() throws IOException {
        NucleusClassifier bare = TinyClassifiers.bare();
        model.edit(new NucleusClassifier(List.of(new Member.Measured(TinyClassifiers.regression(new Random(1), 1))),
                bare.classes().subList(0, 1), bare.preparation(), false, Recalibration.none(1), bare.provenance()),
                json -> json);
        assertRefused("'classes' lists 1 and not 2 or more", file);
    }

    @Test
    void noMembers() throws IOException {
        ModelFile.write(TinyClassifiers.full(), file);
        model.rewrite(entries -> {
            JsonObject json = ModelJson.tree(EditedModel.text(entries)).getAsJsonObject();
            json.add("members", new JsonArray());
            entries.clear();
            entries.put("model.json", ModelJson.text(json).getBytes(StandardCharsets.UTF_8));
        });
        assertRefused("the classifier has no members", file);
    }

    static Stream<Arguments> wrongNumbers() {
        String tree = "members/2/";
        String regression = "members/1/";
        double[] one = TYPICAL.clone();
        Arrays.fill(one, 1);
        return Stream.of(
                Arguments.of(tree + "nodes_per_tree", new NpyArray.Ints(2, 1), "do not have 4 nodes"),
                Arguments.of(tree + "nodes_per_tree", new NpyArray.Ints(4, 0), "do not have 4 nodes"),
                Arguments.of(tree + "nodes_per_tree", new NpyArray.Ints(5, -1), "do not have 4 nodes"),
                Arguments.of(tree + "nodes_per_tree", new NpyArray.Ints(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        "do not have 4 nodes"),
                Arguments.of(tree + "nodes_per_tree", new NpyArray.Ints(2, 2),
                        "tree 1 of a random forest is none: node 0 of 2"),
                Arguments.of(tree + "measurement", new NpyArray.Ints(-2, -1, -1, -1),
                        "tree 1 of a random forest is none: node 0 of 3 looks at measurement -2"),
                Arguments.of(tree + "measurement", new NpyArray.Ints(TYPICAL.length, -1, -1, -1),
                        "a tree of 2 classes looks at measurement " + TYPICAL.length),
                Arguments.of(tree + "measurement", new NpyArray.Ints(0, 0, -1, -1), "has children 0 and 0"),
                Arguments.of(tree + "left", new NpyArray.Ints(0, 0, 0, 0), "has children 0 and 2"),
                Arguments.of(tree + "right", new NpyArray.Ints(3, 0, 0, 0), "has children 1 and 3"),
                Arguments.of(tree + "right", new NpyArray.Ints(-1, 0, 0, 0), "has children 1 and -1"),
                Arguments.of(tree + "threshold", new NpyArray.Doubles(Double.NaN, 0, 0, 0),
                        "'threshold' of a random forest holds NaN"),
                Arguments.of(tree + "typical", constant(Double.NEGATIVE_INFINITY),
                        "'typical' of a random forest holds -Infinity"),
                Arguments.of(tree + "probabilities", rows(1.5, -0.5), "has the probabilities [1.5, -0.5] in node 1"),
                Arguments.of(tree + "probabilities", rows(0.5, 0.4), "has the probabilities [0.5, 0.4] in node 1"),
                Arguments.of(tree + "probabilities", rows(Double.NaN, 1), "has the probabilities [NaN, 1.0] in node 1"),
                Arguments.of(regression + "centres", constant(Double.NaN), "the centres of a logistic regression hold"),
                Arguments.of(regression + "scales", constant(0), "the scales of a logistic regression are not all abo"),
                Arguments.of(regression + "scales", constant(-1), "the scales of a logistic regression are not all ab"),
                Arguments.of(regression + "weights", NpyArray.Doubles.ofRows(new double[][] {one,
                        ((NpyArray.Doubles) constant(Double.POSITIVE_INFINITY)).values()}),
                        "member 1: the weights of a logistic regression hold Infinity"),
                Arguments.of(regression + "biases", new NpyArray.Doubles(0, Double.NaN),
                        "the biases of a logistic regression hold NaN"));
    }

    private static NpyArray constant(double value) {
        double[] values = new double[TYPICAL.length];
        Arrays.fill(values, value);
        return new NpyArray.Doubles(values);
    }

    /** Of the forest, with other ones in the first leaf. */
    private static NpyArray rows(double... leaf) {
        return NpyArray.Doubles.ofRows(new double[][] {{0, 0}, leaf, {0.25, 0.75}, {0.5, 0.5}});
    }

    /** The hash is right, the type and the shape are: only the numbers are wrong. */
    @ParameterizedTest
    @MethodSource("wrongNumbers")
    void aWrongNumber(String array, NpyArray wrong, String message) throws IOException {
        ModelFile.write(measured(), file);
        byte[] bytes = NpyFile.bytes(wrong);
        model.rewrite(entries -> {
            assertEquals(entries.get(array + ".npy").length, bytes.length);
            replace(entries, array + ".npy", bytes);
        });
        assertRefused(message, file);
    }

    /** Any numbers in the arrays, with the right hash: whatever is read answers, and answers with numbers. */
    @Test
    void anyNumbersAreRefusedOrMakeAClassifier() throws IOException {
        Random random = new Random(12);
        NucleusClassifier classifier = TinyClassifiers.ensemble();
        ModelFile.write(classifier, file);
        Map<String, byte[]> entries = model.entries();
        List<String> names = entries.keySet().stream().filter(name -> name.matches("members/[24]/.*")).toList();
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            Map<String, byte[]> edited = new LinkedHashMap<>(entries);
            String name = names.get(random.nextInt(names.size()));
            replace(edited, name, NpyFile.bytes(edited(entries.get(name), random)));
            model.write(edited);
            try {
                for (Member member : ModelFile.read(file).members()) {
                    if (member instanceof Member.Measured measured) {
                        assertAnswers(measured.model(), random);
                    }
                }
            } catch (InputException e) {
                assertOneLine(e);
                refused++;
            }
        }
        assertTrue(refused > 100 && refused < 450, refused + " refused");
    }

    private static void assertAnswers(MeasurementModel model, Random random) {
        double[] answer = model.probabilities(random.doubles(NucleusMeasurements.COUNT, -100, 100).toArray());
        assertEquals(1, Arrays.stream(answer).sum(), 1e-3);
    }

    /** With one to three of its numbers changed. */
    private static NpyArray edited(byte[] npy, Random random) throws IOException {
        String header = new String(npy, 0, 128, StandardCharsets.ISO_8859_1);
        long[] shape = Arrays.stream(header.replaceAll("(?s).*\\(([0-9, ]+)\\).*", "$1").split(", ?"))
                .mapToLong(Long::parseLong).toArray();
        NpyArray array = NpyFile.read(new ByteArrayInputStream(npy),
                new NpyHeader(header.contains("<i4") ? NpyType.INT : NpyType.DOUBLE, shape));
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(array.length());
            if (array instanceof NpyArray.Ints ints) {
                ints.values()[at] = random.nextInt(5) == 0 ? random.nextInt() : random.nextInt(40) - 4;
            } else if (array instanceof NpyArray.Doubles doubles) {
                doubles.values()[at] = switch (random.nextInt(4)) {
                    case 0 -> Double.NaN;
                    case 1 -> Double.NEGATIVE_INFINITY;
                    case 2 -> random.nextGaussian();
                    default -> 100 * random.nextGaussian();
                };
            }
        }
        return array;
    }

    @Test
    void aHundredMembersAtMost() throws IOException {
        Random random = new Random(1);
        List<Member> members = IntStream.range(0, 101)
                .<Member>mapToObj(i -> new Member.Measured(TinyClassifiers.regression(random, 2))).toList();
        NucleusClassifier hundred = of(members.subList(0, 100));
        ModelFile.write(hundred, file);
        ModelFileTest.assertSame(hundred, ModelFile.read(file));
        assertRefusedToWrite("the classifier has 101 members and a model file holds at most 100", of(members));
        model.rewrite(entries -> {
            JsonObject json = ModelJson.tree(EditedModel.text(entries)).getAsJsonObject();
            json.getAsJsonArray("members").add(new JsonObject());
            entries.put("model.json", ModelJson.text(json).getBytes(StandardCharsets.UTF_8));
        });
        assertRefused("model.json: the classifier has 101 members and a model file holds at most 100", file);
    }

    @Test
    void soManyTreesAtMost() {
        assertRefusedToWrite("the classifier has 100001 trees in random forests and a model file holds at most 100000",
                forest(leaf(), 100_001));
    }

    /** The file has what it says in no array, but none is looked at. */
    @Test
    void soManyNodesAtMost() throws IOException {
        ModelFile.write(forest(leaf(), 7), file);
        model.rewrite(entries -> entries.put("model.json", EditedModel.text(entries).replace("\"nodes\": 7",
                "\"nodes\": 16777217").replaceAll("(measurement|threshold|left|right|probabilities)(.npy\",\\s*"
                        + "\"type\": \"<..\",\\s*\"shape\": \\[\\s*)7", "$1$216777217")
                .getBytes(StandardCharsets.UTF_8)));
        assertRefused("the classifier has 16777217 nodes of trees and a model file holds at most 16777216", file);
    }

    /** 40 trees of a million nodes, all the same one: 36 bytes a node. */
    @Test
    void aForestThatIsTooLargeIsNotCopiedFirst() {
        int nodes = 1 << 20;
        int[] leaves = new int[nodes];
        Arrays.fill(leaves, -1);
        double[][] probabilities = new double[nodes][];
        Arrays.fill(probabilities, new double[] {0.5, 0.5});
        assertRefusedToWrite("the numbers of the model take 1440 MB and a model file holds at most 1024 MB",
                forest(new DecisionTree(leaves, new double[nodes], new int[nodes], new int[nodes], probabilities), 40));
    }

    private static NucleusClassifier forest(DecisionTree tree, int count) {
        return of(List.of(new Member.Measured(new RandomForest(TYPICAL, Collections.nCopies(count, tree)))));
    }

    private void assertRefusedToWrite(String message, NucleusClassifier classifier) {
        InputException e = assertThrows(InputException.class, () -> ModelFile.write(classifier, file));
        assertTrue(e.getMessage().startsWith(file + ": " + message), e.getMessage());
    }
}
