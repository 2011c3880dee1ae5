package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.Repetition;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.problem.InputException;

/** Named networks. */
public enum Preset {

    /** A shallow network of three convolutions, the baseline for the deep ones. */
    SHALLOW("32conv3x3 - mp2x2 - 32conv3x3 - mp2x2 - 64conv5x5 - mp2x2 - fc32 - fc32 - o"),

    /** Configuration A of Simonyan and Zisserman 2015, table 1. */
    VGG11("64conv3x3 - mp2x2 - 128conv3x3 - mp2x2 - 2x(256conv3x3) - mp2x2 - 2x(2x(512conv3x3) - mp2x2)"
            + " - 2x(fc4096 - drop0.5) - o"),

    /** Configuration B of Simonyan and Zisserman 2015, table 1. */
    VGG13("2x(64conv3x3) - mp2x2 - 2x(128conv3x3) - mp2x2 - 2x(256conv3x3) - mp2x2 - 2x(2x(512conv3x3) - mp2x2)"
            + " - 2x(fc4096 - drop0.5) - o"),

    /** Configuration D of Simonyan and Zisserman 2015, table 1. */
    VGG16("2x(64conv3x3) - mp2x2 - 2x(128conv3x3) - mp2x2 - 3x(256conv3x3) - mp2x2 - 2x(3x(512conv3x3) - mp2x2)"
            + " - 2x(fc4096 - drop0.5) - o"),

    /** The plain network of 18 layers of He et al. 2016, table 1, without shortcuts. */
    PLAIN18(plain(2, 2, 2, 2)),

    /** The residual network of 18 layers of He et al. 2016, table 1, with projection shortcuts (option B). */
    RESNET18(residual(2, 2, 2, 2)),

    /** The plain network of 34 layers of He et al. 2016, table 1. */
    PLAIN34(plain(3, 4, 6, 3)),

    /** The residual network of 34 layers of He et al. 2016, table 1, with projection shortcuts (option B). */
    RESNET34(residual(3, 4, 6, 3)),

    /**
     * A residual network in the manner of He et al. 2016 for crops of 32 to 96 pixels, with
     * one block at each of four resolutions, of 1/2 to 1/16, projection shortcuts (option B), and dropout.
     */
    RESNET10("16conv3x3 - bn - mp2x2 - res(16conv3x3 - bn - 16conv3x3 - bn)"
            + " - proj(32conv3x3/2 - bn - 32conv3x3 - bn) - proj(64conv3x3/2 - bn - 64conv3x3 - bn)"
            + " - proj(128conv3x3/2 - bn - 128conv3x3 - bn) - gap - drop0.3 - o"),

    /** The residual network of 20 layers for small images of He et al. 2016, section 4.2 (shortcut option A). */
    RESNET20("16conv3x3 - bn - 3x(res(16conv3x3 - bn - 16conv3x3 - bn))"
            + " - pad(32conv3x3/2 - bn - 32conv3x3 - bn) - 2x(res(32conv3x3 - bn - 32conv3x3 - bn))"
            + " - pad(64conv3x3/2 - bn - 64conv3x3 - bn) - 2x(res(64conv3x3 - bn - 64conv3x3 - bn)) - gap - o"),

    /**
     * The default network for segmentation: an encoder-decoder down to 1/16 of the resolution, in which encoder
     * features are added to decoder features of the same size (Newell et al., "Stacked hourglass networks", 2016,
     * section 3.1; Chaurasia and Culurciello, "LinkNet", 2017). This costs less than the concatenation of Ronneberger
     * et al., "U-Net", 2015.
     */
    HOURGLASS("16conv3x3 - bn - " + hourglass(16, 32, 48, 64, 64) + " - 16conv3x3 - bn - map2");

    /** The default network for classification. */
    public static final Preset DEFAULT = RESNET10;

    private static final Pattern REFERENCE = Pattern.compile("\\s*([a-z]+[0-9]*)\\s*(?:@\\s*(\\S.*?))?\\s*");
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,4})/(\\d{1,4})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{0,4}\\.?\\d{1,9}");

    private final String notation;

    Preset(String notation) {
        this.notation = notation;
    }

    private static String plain(int... blocks) {
        return stem() + " - " + stages(blocks, (filters, times, first) -> first
                ? (2 * times) + "x(" + filters + "conv3x3 - bn)"
                : filters + "conv3x3/2 - bn - " + (2 * times - 1) + "x(" + filters + "conv3x3 - bn)") + " - gap - o";
    }

    private static String residual(int... blocks) {
        return stem() + " - " + stages(blocks, (filters, times, first) -> {
            String second = " - bn - " + filters + "conv3x3 - bn)";
            String identity = "res(" + filters + "conv3x3" + second;
            if (first) {
                return times + "x(" + identity + ")";
            }
            return "proj(" + filters + "conv3x3/2" + second + " - "
                    + (times == 2 ? identity : (times - 1) + "x(" + identity + ")");
        }) + " - gap - o";
    }

    private static String stem() {
        return "64conv7x7/2 - bn - mp3x3/2";
    }

    /**
     * Returns the nested encoder-decoder blocks. The encoder has one convolution at half the resolution, where a second
     * would take a sixth of the time of the network, and two at each lower one.
     *
     * @param filters number of filters at each resolution, from full resolution down
     */
    private static String hourglass(int... filters) {
        String inside = "";
        for (int i = filters.length - 1; i > 0; i--) {
            String convolution = filters[i] + "conv3x3 - bn";
            inside = "res(mp2x2 - " + (i == 1 ? convolution : "2x(" + convolution + ")") + " - "
                    + (inside.isEmpty() ? "" : inside + " - ") + convolution + " - " + filters[i - 1]
                    + "conv1x1 - bn - up2x2)";
        }
        return inside;
    }

    private interface Stage {
        String of(int filters, int blocks, boolean first);
    }

    private static String stages(int[] blocks, Stage stage) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < blocks.length; i++) {
            text.append(i == 0 ? "" : " - ").append(stage.of(64 << i, blocks[i], i == 0));
        }
        return text.toString();
    }

    /** Returns the name in the notation. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the names of all presets, separated by commas, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Preset::token).collect(Collectors.joining(", "));
    }

    /**
     * Returns the network with its numbers of filters and units multiplied by a factor, rounded, at least 1; the output
     * layer is not changed.
     *
     * @param width width factor, above 0, at most 16
     */
    public Architecture architecture(double width) {
        List<Layer> layers = Notation.parse(notation);
        return new Architecture(width == 1 ? layers : scale(layers, width));
    }

    private static List<Layer> scale(List<Layer> layers, double width) {
        return layers.stream().map(layer -> {
            if (layer instanceof Convolution c) {
                return new Convolution(scale(c.filters(), width), c.kernelHeight(), c.kernelWidth(), c.stride());
            }
            if (layer instanceof FullyConnected f) {
                return new FullyConnected(scale(f.units(), width));
            }
            if (layer instanceof Residual r) {
                return new Residual(r.shortcut(), scale(r.body(), width));
            }
            if (layer instanceof Repetition r) {
                return new Repetition(r.times(), scale(r.layers(), width));
            }
            return layer;
        }).toList();
    }

    private static int scale(int count, double width) {
        return (int) Math.max(1, Math.round(count * width));
    }

    /**
     * Parses a reference such as {@code vgg11}, {@code vgg11@1/8} or {@code resnet18@0.25}; empty if the text is not a
     * reference to a preset.
     *
     * @throws NotationException if there is a width factor but the name is not that of a preset, or if the width factor
     *     is not a number above 0 and at most 16
     */
    static Optional<Architecture> parse(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        Optional<Preset> preset = Arrays.stream(values()).filter(p -> p.token().equals(name)).findFirst();
        if (preset.isEmpty()) {
            if (matcher.group(2) != null) {
                throw new NotationException(name, matcher.start(1), "unknown preset; known are " + names());
            }
            return Optional.empty();
        }
        if (matcher.group(2) == null) {
            return Optional.of(preset.get().architecture(1));
        }
        String factor = matcher.group(2);
        double width = width(factor);
        if (!(width > 0 && width <= 16)) {
            throw new NotationException(factor, matcher.start(2),
                    "the width factor must be above 0 and at most 16, such as 1/8 or 0.5");
        }
        try {
            return Optional.of(preset.get().architecture(width));
        } catch (InputException e) {
            throw new NotationException(factor, matcher.start(2), e.getMessage());
        }
    }

    /** Parses a width factor; NaN if the text is not one. */
    private static double width(String factor) {
        Matcher fraction = FRACTION.matcher(factor);
        if (fraction.matches()) {
            return Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2));
        }
        return DECIMAL.matcher(factor).matches() ? Double.parseDouble(factor) : Double.NaN;
    }
}
