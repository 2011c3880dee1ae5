package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * {@code model.json}: everything about a classifier except the values of its weights.
 *
 * @param architecture the layers
 * @param input shape of one crop
 * @param standardisation what the network does to its input
 * @param classes in the order of the outputs
 * @param preparation how crops are made; the network of {@link #NETWORK_ENTRY} is not opened
 * @param testTimeAugmentation whether the answer for a crop is the mean over its flips and quarter turns
 * @param provenance where the classifier comes from
 * @param networkFile SHA-256 of {@link #NETWORK_ENTRY}; empty if there is none
 * @param weights the files that hold the weights, in the order of the layers
 */
record ModelJson(Architecture architecture, TensorShape input, Standardisation standardisation,
        List<NucleusClass> classes, Preparation preparation, boolean testTimeAugmentation, Provenance provenance,
        Optional<String> networkFile, List<WeightsFile> weights) implements ModelArchive.Description {

    static final int FORMAT_VERSION = 5;

    /** The entry with the model file of a user-supplied network that finds the nuclei. */
    static final String NETWORK_ENTRY = "segmentation" + ModelFile.EXTENSION;

    static final String FORMAT = "nucleoscope model";
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
            .create();

    /**
     * One array in the archive.
     *
     * @param name the array's name in the network; its entry is {@code weights/<name>.npy}
     * @param sha256 of the entry's bytes, 64 hexadecimal digits
     */
    record WeightsFile(String name, long[] shape, String sha256) {
        String entry() {
            return entryOf(name);
        }
    }

    static String entryOf(String weightsName) {
        return "weights/" + weightsName + ".npy";
    }

    /** @param networkFile SHA-256 of {@link #NETWORK_ENTRY}; empty if there is none */
    static ModelJson of(NucleusClassifier classifier, Optional<String> networkFile, List<WeightsFile> weights) {
        return new ModelJson(classifier.network().architecture(), classifier.network().input(),
                classifier.network().standardisation(), classifier.classes(), classifier.preparation(),
                classifier.testTimeAugmentation(), classifier.provenance(), networkFile, weights);
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
        json.addProperty("architecture", architecture.toString());
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
        Channel channel = preparation.signal().channel();
        json.add("channel", channel.number().isPresent() ? new JsonPrimitive(channel.number().getAsInt())
                : new JsonPrimitive(channel.text()));
        json.addProperty("stain", preparation.signal().colour().label());
        json.add("preprocessing", preprocessing(standardisation));
        json.addProperty("test_time_augmentation", testTimeAugmentation);
        addOrigin(json, provenance, weights);
        return text(json);
    }

    /** Adds the fields that come last in the descriptions of all kinds of models. */
    static void addOrigin(JsonObject json, Provenance provenance, List<WeightsFile> weights) {
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
        JsonArray files = new JsonArray();
        for (WeightsFile file : weights) {
            JsonObject item = new JsonObject();
            item.addProperty("file", file.entry());
            JsonArray shape = new JsonArray();
            for (long side : file.shape()) {
                shape.add(side);
            }
            item.add("shape", shape);
            item.addProperty("sha256", file.sha256());
            files.add(item);
        }
        json.add("weights", files);
    }

    /** Returns the text of an object; equal content gives equal text. */
    static String text(JsonObject json) {
        return PRETTY.toJson(json) + "\n";
    }

    /**
     * Reads what {@link #toText} wrote. The files listed are exactly those that the architecture needs.
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
        Architecture architecture = Architecture.parse(json.string("architecture"));
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
        Standardisation standardisation = preprocessing(json.object("preprocessing"));
        // Before version 5 every crop was classified as it is.
        boolean testTimeAugmentation = version >= 5 && json.bool("test_time_augmentation");
        Provenance provenance = provenance(json, created);
        List<WeightsFile> weights = weights(json.objects("weights"), Network.weightShapes(architecture, input));
        json.requireNoOthers();
        return new ModelJson(architecture, input, standardisation, List.copyOf(classes),
                new Preparation(crops, segmentation, pixelSize, signal, images), testTimeAugmentation, provenance,
                networkFile, weights);
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

    /** Returns the listed files, which must be exactly those that the architecture needs. */
    static List<WeightsFile> weights(List<JsonFields> items, Map<String, long[]> needed) {
        if (items.size() != needed.size()) {
            throw new InputException("'weights' lists " + items.size()
                    + " files but the architecture needs " + needed.size());
        }
        List<WeightsFile> weights = new ArrayList<>();
        for (Map.Entry<String, long[]> entry : needed.entrySet()) {
            JsonFields item = items.get(weights.size());
            String file = item.string("file");
            long[] shape = item.integers("shape");
            String sha256 = item.string("sha256");
            item.requireNoOthers();
            if (!file.equals(entryOf(entry.getKey()))) {
                throw new InputException("'weights' lists '" + file + "' where the architecture needs '"
                        + entryOf(entry.getKey()) + "'");
            }
            if (!Arrays.equals(shape, entry.getValue())) {
                throw new InputException("'" + file + "' has the shape " + Arrays.toString(shape)
                        + " but the architecture needs " + Arrays.toString(entry.getValue()));
            }
            weights.add(new WeightsFile(entry.getKey(), shape, sha256));
        }
        return List.copyOf(weights);
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
                json.bool("fill_holes"));
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
