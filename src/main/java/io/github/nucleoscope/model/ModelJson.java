package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * {@code model.json}: everything about a classifier except the values of its arrays.
 *
 * @param input shape of one crop
 * @param members at most {@value #MAX_MEMBERS}, in order
 * @param classes in the order of the outputs
 * @param preparation how crops are made; the network of {@link #NETWORK_ENTRY} is not opened
 * @param testTimeAugmentation whether the answer of a network is the mean over the flips and quarter turns of a crop
 * @param recalibration of the mean of the members
 * @param provenance where the classifier comes from
 * @param networkFile SHA-256 of {@link #NETWORK_ENTRY}; empty if there is none
 */
record ModelJson(TensorShape input, List<MemberJson> members, List<NucleusClass> classes, Preparation preparation,
        boolean testTimeAugmentation, Recalibration recalibration, Provenance provenance, Optional<String> networkFile)
        implements ModelArchive.Description {

    static final int FORMAT_VERSION = 7;

    /** The entry with the model file of a user-supplied network that finds the nuclei. */
    static final String NETWORK_ENTRY = "segmentation" + ModelFile.EXTENSION;

    static final String FORMAT = "nucleoscope model";
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
            .create();

    static final int MAX_MEMBERS = 100;
    /** In all forests together, as is the next: ten times 100 forests of 100 trees. */
    static final int MAX_TREES = 100_000;
    static final int MAX_NODES = 1 << 24;

    /** @throws InputException in one line, if there are too many members, trees or nodes */
    ModelJson {
        requireAtMost(MAX_MEMBERS, "members", members.size());
        List<ForestJson> forests = members.stream().filter(ForestJson.class::isInstance).map(ForestJson.class::cast)
                .toList();
        requireAtMost(MAX_TREES, "trees in random forests", forests.stream().mapToLong(ForestJson::trees).sum());
        requireAtMost(MAX_NODES, "nodes of trees", forests.stream().mapToLong(ForestJson::nodes).sum());
    }

    private static void requireAtMost(int most, String what, long found) {
        if (found > most) {
            throw new InputException("the classifier has " + found + " " + what + " and a model file holds at most "
                    + most);
        }
    }

    /**
     * @param networkFile SHA-256 of {@link #NETWORK_ENTRY}; empty if there is none
     * @param files the arrays of each member, by folder
     */
    static ModelJson of(NucleusClassifier classifier, Optional<String> networkFile,
            Map<String, List<ArrayFile>> files) {
        List<MemberJson> members = new ArrayList<>();
        for (Member member : classifier.members()) {
            members.add(MemberJson.of(member, files.get(MemberJson.folder(members.size() + 1))));
        }
        return new ModelJson(classifier.preparation().inputShape(), List.copyOf(members), classifier.classes(),
                classifier.preparation(), classifier.testTimeAugmentation(), classifier.recalibration(),
                classifier.provenance(), networkFile);
    }

    /**
     * Builds the classifier.
     *
     * @param arrays of all members by the names of their entries
     * @throws InputException in one line, if there is no such classifier
     */
    NucleusClassifier classifier(Map<String, NpyArray> arrays) {
        List<Member> built = new ArrayList<>();
        for (MemberJson member : members) {
            try {
                built.add(member.member(input, arrays));
            } catch (InputException e) {
                throw members.size() == 1 ? e
                        : new InputException("member " + (built.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        NucleusClassifier classifier = new NucleusClassifier(built, classes, preparation, testTimeAugmentation,
                recalibration, provenance);
        if (!input.equals(preparation.inputShape())) {
            throw new InputException("'input_shape' is " + input + " but the crops are " + preparation.inputShape());
        }
        return classifier;
    }

    @Override
    public List<ArrayFile> arrays() {
        return members.stream().flatMap(member -> member.arrays().stream()).toList();
    }

    /** Returns the names of the measurements that members need. */
    private static List<String> measurements(List<MemberJson> members) {
        return members.stream().allMatch(NetworkJson.class::isInstance) ? List.of() : NucleusMeasurements.names();
    }

    @Override
    public Map<String, String> attached() {
        return networkFile.map(sha256 -> Map.of(NETWORK_ENTRY, sha256)).orElse(Map.of());
    }

    /** Returns the JSON text; equal content gives equal text. */
    String toText() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("format_version", FORMAT_VERSION);
        json.addProperty("created", provenance.created());
        json.add("input_shape", shape(input));
        JsonArray classList = new JsonArray();
        for (NucleusClass nucleusClass : classes) {
            JsonObject item = new JsonObject();
            item.addProperty("name", nucleusClass.name());
            item.addProperty("colour", String.format(Locale.ROOT, "#%06X", nucleusClass.rgb()));
            classList.add(item);
        }
        json.add("classes", classList);
        json.add("crops", CropsJson.write(preparation.crops()));
        json.add("images", CropsJson.write(preparation.images()));
        json.add("segmentation", preparation.segmentation().<JsonElement>map(this::segmentation)
                .orElse(JsonNull.INSTANCE));
        JsonObject pixelSize = new JsonObject();
        pixelSize.addProperty("width", preparation.pixelSize().width());
        pixelSize.addProperty("height", preparation.pixelSize().height());
        pixelSize.addProperty("unit", preparation.pixelSize().unit());
        json.add("pixel_size", pixelSize);
        json.add("nucleus_diameter", numberOrNull(preparation.nucleusDiameter().orElse(Double.NaN)));
        Channel channel = preparation.signal().channel();
        json.add("channel", channel.number().isPresent() ? new JsonPrimitive(channel.number().getAsInt())
                : new JsonPrimitive(channel.text()));
        json.addProperty("stain", preparation.signal().colour().label());
        json.addProperty("test_time_augmentation", testTimeAugmentation);
        JsonArray names = new JsonArray();
        measurements(members).forEach(names::add);
        json.add("measurements", names);
        JsonObject changed = new JsonObject();
        changed.addProperty("temperature", recalibration.temperature());
        JsonArray offsets = new JsonArray();
        recalibration.offsets().forEach(offsets::add);
        changed.add("offsets", offsets);
        json.add("recalibration", changed);
        addOrigin(json, provenance);
        JsonArray list = new JsonArray();
        members.forEach(member -> list.add(member.write()));
        json.add("members", list);
        return text(json);
    }

    /** Adds the fields that say where a model comes from; all kinds of models have them. */
    static void addOrigin(JsonObject json, Provenance provenance) {
        json.add("training", strings(provenance.training()));
        JsonObject data = new JsonObject();
        data.addProperty("description", provenance.data());
        data.addProperty("sha256", provenance.dataSha256());
        json.add("data", data);
        JsonArray heldOut = new JsonArray();
        for (Provenance.HeldOut figure : provenance.heldOut()) {
            JsonObject item = new JsonObject();
            item.addProperty("name", figure.name());
            item.add("value", numberOrNull(figure.value()));
            item.add("ci95_low", numberOrNull(figure.low()));
            item.add("ci95_high", numberOrNull(figure.high()));
            item.addProperty("measured_on", figure.measuredOn());
            heldOut.add(item);
        }
        json.add("held_out", heldOut);
        json.add("software", strings(provenance.software()));
    }

    /** Returns the text of an object; equal content gives equal text. */
    static String text(JsonObject json) {
        return PRETTY.toJson(json) + "\n";
    }

    /**
     * Reads what {@link #toText} wrote. The arrays listed are exactly those that the members need.
     *
     * @throws InputException in one line, if the text does not describe a classifier
     */
    static ModelJson parse(String text) {
        JsonFields json = new JsonFields("", tree(text));
        if (!json.string("format").equals(FORMAT)) {
            String problem = "'format' is '" + json.string("format") + "' and not '" + FORMAT + "'";
            throw json.string("format").equals(SegmentationJson.FORMAT)
                    ? new InputException(problem + ": a model that finds nuclei; give one that classifies them",
                            Correction.SEGMENTATION_MODEL)
                    : new InputException(problem);
        }
        int version = requireVersion(json, FORMAT_VERSION);
        String created = json.string("created");
        TensorShape input = shape(json.object("input_shape"));
        List<NucleusClass> classes = new ArrayList<>();
        for (JsonFields item : json.objects("classes")) {
            classes.add(new NucleusClass(item.string("name"), colour(item.string("colour"))));
            item.requireNoOthers();
        }
        CropSettings crops = CropsJson.read(json.object("crops"), version);
        Optional<ImageKind> images = version < 5 ? Optional.empty()
                : json.objectOrNull("images").map(CropsJson::kind);
        Optional<JsonFields> found = json.objectOrNull("segmentation");
        // In version 3 only built-in networks could find nuclei.
        Optional<String> networkFile = version < 4 ? Optional.empty()
                : found.flatMap(item -> item.stringOrNull("network_file_sha256"));
        Optional<Segmentation> segmentation = found.map(item -> segmentation(item, version));
        if (networkFile.isPresent() && segmentation.flatMap(Segmentation::network).isEmpty()) {
            throw new InputException("'network_file_sha256' is given, but no network finds the nuclei");
        }
        JsonFields size = json.object("pixel_size");
        PixelSize pixelSize = new PixelSize(size.number("width"), size.number("height"), size.string("unit"));
        // Version 1 had no stains, and only channel numbers.
        Signal signal = version == 1 ? Signal.FIRST.withChannel(Channel.of(json.integer("channel")))
                : new Signal(new Channel(json.wholeOrText("channel")), Colour.of(json.string("stain")));
        size.requireNoOthers();
        double known = version < 7 ? Double.NaN : json.numberOrNull("nucleus_diameter");
        OptionalDouble diameter = Double.isNaN(known) ? OptionalDouble.empty() : OptionalDouble.of(known);
        // Before version 5 every crop was classified as it is.
        boolean testTimeAugmentation = version >= 5 && json.bool("test_time_augmentation");
        Provenance provenance = provenance(json, created);
        Recalibration recalibration = version < 6 ? Recalibration.none(classes.size())
                : recalibration(json.object("recalibration"));
        List<MemberJson> members = version < 6 ? List.of(onlyNetwork(json, input))
                : members(json, input, classes.size());
        json.requireNoOthers();
        return new ModelJson(input, members, List.copyOf(classes),
                new Preparation(crops, segmentation, pixelSize, signal, images, diameter), testTimeAugmentation,
                recalibration, provenance, networkFile);
    }

    /** Before version 6 a classifier was one network, and its fields those of the classifier. */
    private static NetworkJson onlyNetwork(JsonFields json, TensorShape input) {
        Architecture architecture = Architecture.parse(json.string("architecture"));
        return new NetworkJson(architecture, preprocessing(json.object("preprocessing")),
                ArraysJson.weights(json, NetworkJson.needed(architecture, input)));
    }

    private static List<MemberJson> members(JsonFields json, TensorShape input, int classes) {
        List<JsonFields> items = json.objects("members");
        requireAtMost(MAX_MEMBERS, "members", items.size());
        List<String> measurements = json.texts("measurements");
        List<MemberJson> members = new ArrayList<>();
        for (JsonFields item : items) {
            members.add(MemberJson.read(item, MemberJson.folder(members.size() + 1), input, classes,
                    measurements.size()));
        }
        if (!measurements.equals(measurements(members))) {
            throw new InputException("'measurements' are not those of this version of Nucleoscope: use the version that"
                    + " made the model, or train it again");
        }
        if (!measurements.isEmpty() && classes < 2) {
            throw new InputException("'classes' lists " + classes + " and not 2 or more");
        }
        return List.copyOf(members);
    }

    private static Recalibration recalibration(JsonFields json) {
        Recalibration recalibration = new Recalibration(json.number("temperature"), json.numbers("offsets"));
        json.requireNoOthers();
        return recalibration;
    }

    /** Returns the format version; throws an InputException for files of a newer Nucleoscope. */
    static int requireVersion(JsonFields json, int newest) {
        int version = json.integer("format_version");
        if (version > newest) {
            throw new InputException("'format_version' is " + version + " but this version of Nucleoscope"
                    + " reads up to " + newest + ": update Nucleoscope");
        }
        if (version < 1) {
            throw new InputException("'format_version' is " + version + " and not 1 or more");
        }
        return version;
    }

    /** Reads the provenance that {@link #addOrigin} wrote. */
    static Provenance provenance(JsonFields json, String created) {
        Map<String, String> training = json.strings("training");
        JsonFields data = json.object("data");
        String description = data.string("description");
        String dataSha256 = data.string("sha256");
        data.requireNoOthers();
        List<Provenance.HeldOut> heldOut = new ArrayList<>();
        for (JsonFields item : json.objects("held_out")) {
            heldOut.add(new Provenance.HeldOut(item.string("name"), item.numberOrNull("value"),
                    item.numberOrNull("ci95_low"), item.numberOrNull("ci95_high"), item.string("measured_on")));
            item.requireNoOthers();
        }
        return new Provenance(created, json.strings("software"), training, description, dataSha256, heldOut);
    }

    /** Reads a text that is one JSON value. */
    static JsonElement tree(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        try {
            JsonElement tree = PRETTY.getAdapter(JsonElement.class).read(reader);
            reader.peek(); // throws if anything follows the JSON value
            return tree;
        } catch (IOException | JsonParseException | NumberFormatException | IllegalStateException e) {
            throw new InputException("it is not JSON", e);
        }
    }

    static JsonObject shape(TensorShape input) {
        JsonObject json = new JsonObject();
        json.addProperty("height", input.height());
        json.addProperty("width", input.width());
        json.addProperty("channels", input.channels());
        return json;
    }

    static TensorShape shape(JsonFields json) {
        TensorShape shape = new TensorShape(json.integer("height"), json.integer("width"), json.integer("channels"));
        json.requireNoOthers();
        return shape;
    }

    /** A single mean and deviation are numbers, several are lists. */
    static JsonObject preprocessing(Standardisation standardisation) {
        JsonObject json = new JsonObject();
        json.add("mean", numbers(standardisation.means()));
        json.add("deviation", numbers(standardisation.deviations()));
        return json;
    }

    static Standardisation preprocessing(JsonFields json) {
        Standardisation standardisation = new Standardisation(json.numbers("mean"), json.numbers("deviation"));
        json.requireNoOthers();
        return standardisation;
    }

    private static JsonElement numbers(List<Double> values) {
        JsonArray list = new JsonArray();
        values.forEach(list::add);
        return values.size() == 1 ? list.get(0) : list;
    }

    private JsonObject segmentation(Segmentation segmentation) {
        SegmentationSettings settings = segmentation.settings();
        JsonObject json = new JsonObject();
        json.addProperty("found_by", segmentation.method().name());
        json.add("network", textOrNull(segmentation.network().map(SegmentationNetwork::sha256)));
        json.add("network_file_sha256", textOrNull(networkFile));
        json.addProperty("sigma", settings.sigma());
        json.addProperty("method", settings.threshold());
        json.addProperty("polarity", settings.polarity().name());
        json.addProperty("local_radius", settings.localRadius());
        json.addProperty("split", settings.split());
        json.addProperty("min_area", settings.minArea());
        json.addProperty("max_area", settings.maxArea());
        json.addProperty("keep_border", settings.keepBorder());
        json.addProperty("fill_holes", settings.fillHoles());
        json.addProperty("keep_all", settings.keepAll());
        json.add("diameter", textOrNull(settings.diameter().map(NucleusDiameter::toString)));
        return json;
    }

    private static Segmentation segmentation(JsonFields json, int version) {
        // Versions 1 and 2 had only the classical method.
        Segmentation.Method foundBy = version < 3 ? Segmentation.Method.CLASSICAL
                : json.choice("found_by", Segmentation.Method.class);
        Optional<String> network = version < 3 ? Optional.empty() : json.stringOrNull("network");
        SegmentationSettings settings = new SegmentationSettings(json.number("sigma"), json.string("method"),
                json.choice("polarity", SegmentationSettings.Polarity.class), json.integer("local_radius"),
                json.bool("split"), json.integer("min_area"), json.integer("max_area"), json.bool("keep_border"),
                json.bool("fill_holes"), version >= 7 && json.bool("keep_all"), version < 7 ? Optional.empty()
                        : json.stringOrNull("diameter").map(NucleusDiameter::parse));
        json.requireNoOthers();
        return new Segmentation(foundBy, settings, network.map(sha256 -> SegmentationNetwork.builtIn(sha256)));
    }

    private static JsonElement textOrNull(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }

    private static int colour(String text) {
        if (!text.matches("#[0-9A-Fa-f]{6}")) {
            throw new InputException("the colour '" + text + "' is not written as #RRGGBB");
        }
        return Integer.parseInt(text.substring(1), 16);
    }

    private static JsonObject strings(Map<String, String> map) {
        JsonObject json = new JsonObject();
        map.forEach(json::addProperty);
        return json;
    }

    private static JsonElement numberOrNull(double value) {
        return Double.isNaN(value) ? JsonNull.INSTANCE : new JsonPrimitive(value);
    }
}
