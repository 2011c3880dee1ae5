package io.github.nucleoscope.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;

/**
 * A network in {@code model.json}.
 *
 * @param architecture the layers
 * @param standardisation what the network does to its input
 * @param arrays its weights, in the order of the layers
 */
record NetworkJson(Architecture architecture, Standardisation standardisation, List<ArrayFile> arrays)
        implements MemberJson {

    static final String KIND = "network";

    /** Returns the weights of a network by name, in the order of the layers. */
    static Map<String, NpyArray> arrays(Network network) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        network.weights().forEach((name, weights) ->
                arrays.put(name, new NpyArray.Floats(weights.shape(), weights.values())));
        return arrays;
    }

    /** Returns the arrays that a network needs, by name, in the order of the layers. */
    static Map<String, NpyHeader> needed(Architecture architecture, TensorShape input) {
        Map<String, NpyHeader> needed = new LinkedHashMap<>();
        Network.weightShapes(architecture, input).forEach((name, shape) ->
                needed.put(name, new NpyHeader(NpyType.FLOAT, shape)));
        return needed;
    }

    @Override
    public JsonObject fields() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", KIND);
        json.addProperty("architecture", architecture.toString());
        json.add("preprocessing", ModelJson.preprocessing(standardisation));
        return json;
    }

    static NetworkJson read(JsonFields json, String folder, TensorShape input) {
        Architecture architecture = Architecture.parse(json.string("architecture"));
        Standardisation standardisation = ModelJson.preprocessing(json.object("preprocessing"));
        return new NetworkJson(architecture, standardisation,
                ArraysJson.arrays(json, folder, needed(architecture, input)));
    }

    @Override
    public Member member(TensorShape input, Map<String, NpyArray> values) {
        return new Member.Net(network(input, values));
    }

    /** Builds the network, see {@link #member}. */
    Network network(TensorShape input, Map<String, NpyArray> values) {
        Map<String, Network.Weights> weights = new LinkedHashMap<>();
        for (ArrayFile file : arrays) {
            NpyArray.Floats array = (NpyArray.Floats) values.get(file.entry());
            weights.put(file.name(), new Network.Weights(array.shape(), array.values()));
        }
        return Network.of(architecture, input, standardisation, weights);
    }
}
