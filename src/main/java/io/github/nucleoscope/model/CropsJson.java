package io.github.nucleoscope.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.problem.InputException;

/** The parts of {@code model.json} that say how crops are made, and of which images. */
final class CropsJson {

    private static final String NUCLEI = "NUCLEI";
    private static final String COLOUR = "COLOUR";
    private static final String LISTED = "LISTED";
    private static final String LINEAR = "LINEAR";
    private static final String DENSITY = "DENSITY";
    private static final String STORED = "STORED";

    private CropsJson() {}

    static JsonObject write(CropSettings crops) {
        JsonObject json = new JsonObject();
        json.addProperty("size", crops.size());
        json.addProperty("scale", crops.scale().name());
        json.addProperty("background", crops.background().name());
        json.addProperty("normalisation", crops.normalisation().name());
        addChannels(json, crops.channels());
        json.add("photometry", photometry(crops.photometry()));
        json.addProperty("centre", crops.centre().name());
        return json;
    }

    private static void addChannels(JsonObject json, ChannelSelection selection) {
        JsonArray list = new JsonArray();
        if (selection instanceof ChannelSelection.Listed listed) {
            listed.channels().forEach(channel -> list.add(channel.text()));
        }
        json.addProperty("channels", selection instanceof ChannelSelection.Listed ? LISTED
                : selection instanceof ChannelSelection.Colours ? COLOUR : NUCLEI);
        json.add("channel_list", list);
    }

    private static JsonObject photometry(Photometry photometry) {
        JsonObject json = new JsonObject();
        if (photometry instanceof Photometry.Linear linear) {
            json.addProperty("kind", LINEAR);
            JsonArray scales = new JsonArray();
            new TreeMap<>(linear.scales()).forEach((bits, scale) -> {
                JsonObject item = new JsonObject();
                item.addProperty("bits", bits);
                item.addProperty("full", scale.full());
                item.addProperty("dimmest", scale.dimmest());
                item.addProperty("brightest", scale.brightest());
                scales.add(item);
            });
            json.add("scales", scales);
        } else if (photometry instanceof Photometry.Density density) {
            json.addProperty("kind", DENSITY);
            JsonArray white = new JsonArray();
            density.white().rgb().forEach(white::add);
            json.add("white", white);
        } else {
            json.addProperty("kind", STORED);
        }
        return json;
    }

    /** Versions before 5 had one channel, whose values were as stored. */
    static CropSettings read(JsonFields json, int version) {
        int size = json.integer("size");
        CropSettings.Scale scale = json.choice("scale", CropSettings.Scale.class);
        CropSettings.Background background = json.choice("background", CropSettings.Background.class);
        CropSettings crops = version < 5 ? new CropSettings(size, scale, background, json.bool("normalise"))
                : new CropSettings(size, scale, background, json.choice("normalisation", Normalisation.class),
                        selection(json.string("channels"), json.texts("channel_list")),
                        photometry(json.object("photometry")), json.choice("centre", CropSettings.Centre.class));
        json.requireNoOthers();
        return crops;
    }

    private static ChannelSelection selection(String kind, List<String> listed) {
        ChannelSelection selection = switch (kind) {
            case NUCLEI -> new ChannelSelection.OfNuclei();
            case COLOUR -> new ChannelSelection.Colours();
            case LISTED -> new ChannelSelection.Listed(listed.stream().map(Channel::new).toList());
            default -> throw new InputException("'crops.channels' is '" + kind + "' and not " + NUCLEI + ", " + COLOUR
                    + " or " + LISTED);
        };
        if (!kind.equals(LISTED) && !listed.isEmpty()) {
            throw new InputException("'crops.channel_list' lists channels, but 'crops.channels' is " + kind);
        }
        return selection;
    }

    private static Photometry photometry(JsonFields json) {
        String kind = json.string("kind");
        Photometry photometry = switch (kind) {
            case STORED -> new Photometry.Stored();
            case DENSITY -> new Photometry.Density(white(json.numbers("white")));
            case LINEAR -> new Photometry.Linear(scales(json.objects("scales")));
            default -> throw new InputException("'crops.photometry.kind' is '" + kind + "' and not " + STORED + ", "
                    + LINEAR + " or " + DENSITY);
        };
        json.requireNoOthers();
        return photometry;
    }

    private static WhiteLevel white(List<Double> rgb) {
        if (rgb.size() != 3 || rgb.stream().anyMatch(value -> value < 0 || value > 255)) {
            throw new InputException("'crops.photometry.white' is " + rgb + " and not three values of 0 to 255");
        }
        return new WhiteLevel(rgb);
    }

    private static Map<Integer, Photometry.Scale> scales(List<JsonFields> items) {
        Map<Integer, Photometry.Scale> scales = new TreeMap<>();
        for (JsonFields item : items) {
            scales.put(item.integer("bits"), new Photometry.Scale(item.number("full"), item.number("dimmest"),
                    item.number("brightest")));
            item.requireNoOthers();
        }
        return scales;
    }

    static JsonElement write(Optional<ImageKind> kind) {
        if (kind.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("colour", kind.get().colour());
        json.addProperty("channels", kind.get().channels());
        JsonArray names = new JsonArray();
        kind.get().names().forEach(names::add);
        json.add("channel_names", names);
        return json;
    }

    static ImageKind kind(JsonFields json) {
        int channels = json.integer("channels");
        List<String> names = new ArrayList<>(json.texts("channel_names"));
        if (channels < 1 || !names.isEmpty() && names.size() != channels) {
            throw new InputException("'images' lists " + names.size() + " names for " + channels + " channels");
        }
        ImageKind kind = new ImageKind(json.bool("colour"), channels, names);
        json.requireNoOthers();
        return kind;
    }
}
