package io.github.nucleoscope.model;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationModel;

/**
 * {@code model.json} of a segmentation model: everything about it except the values of its weights.
 *
 * @param architecture the layers
 * @param input shape of the crops that it was trained on; it accepts larger images, too
 * @param standardisation what the network does to its input
 * @param diameter see {@link SegmentationModel}
 * @param signal see {@link SegmentationModel}; in version 1 always the first channel, in versions 1 and 2 always the
 *     luminance
 * @param card see {@link SegmentationModel}
 * @param provenance where the model comes from
 * @param arrays the weights, in the order of the layers
 */
record SegmentationJson(Architecture architecture, TensorShape input, Standardisation standardisation,
        double diameter, Signal signal, String card, Provenance provenance, List<ArrayFile> arrays)
        implements ModelArchive.Description {

    static final String FORMAT = "nucleoscope segmentation model";

    private static final int FORMAT_VERSION = 3;

    static SegmentationJson of(SegmentationModel model, List<ArrayFile> weights) {
        return new SegmentationJson(model.network().architecture(), model.network().input(),
                model.network().standardisation(), model.diameter(), model.signal(), model.card(),
                model.provenance(), weights);
    }

    /** Returns the network of the model; see {@link NetworkJson#network}. */
    Network network(Map<String, NpyArray> values) {
        return new NetworkJson(architecture, standardisation, arrays).network(input, values);
    }

    /** Returns the JSON text; equal content gives equal text. */
    String toText() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("format_version", FORMAT_VERSION);
        json.addProperty("created", provenance.created());
        json.addProperty("card", card);
        json.addProperty("architecture", architecture.toString());
        json.add("input_shape", ModelJson.shape(input));
        json.addProperty("diameter", diameter);
        json.addProperty("channel", signal.channel().text());
        json.addProperty("stain", signal.colour().label());
        json.add("preprocessing", ModelJson.preprocessing(standardisation));
        ModelJson.addOrigin(json, provenance);
        ArraysJson.addWeights(json, arrays);
        return ModelJson.text(json);
    }

    /**
     * Reads what {@link #toText} wrote. The files listed are exactly those that the architecture needs.
     *
     * @throws InputException in one line, if the text does not describe a segmentation model
     */
    static SegmentationJson parse(String text) {
        JsonFields json = new JsonFields("", ModelJson.tree(text));
        if (!json.string("format").equals(FORMAT)) {
            throw new InputException("'format' is '" + json.string("format") + "' and not '" + FORMAT + "'"
                    + (json.string("format").equals(ModelJson.FORMAT)
                            ? ": a model that classifies nuclei; give one that finds them" : ""));
        }
        int version = ModelJson.requireVersion(json, FORMAT_VERSION);
        String created = json.string("created");
        String card = json.string("card");
        Architecture architecture = Architecture.parse(json.string("architecture"));
        TensorShape input = ModelJson.shape(json.object("input_shape"));
        double diameter = json.number("diameter");
        Channel channel = version == 1 ? Channel.FIRST : new Channel(json.string("channel"));
        Colour colour = version < 3 ? Colour.LUMINANCE : Colour.of(json.string("stain"));
        Standardisation standardisation = ModelJson.preprocessing(json.object("preprocessing"));
        Provenance provenance = ModelJson.provenance(json, created);
        List<ArrayFile> weights = ArraysJson.weights(json, NetworkJson.needed(architecture, input));
        json.requireNoOthers();
        return new SegmentationJson(architecture, input, standardisation, diameter, new Signal(channel, colour), card,
                provenance, weights);
    }
}
