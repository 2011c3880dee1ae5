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

/** Networks that have a name. */
public enum Preset {

    /** The network of three convolutions that the deep ones are measured by. */
    SHALLOW("32conv3x3 - mp2x2 - 32conv3x3 - mp2x2 - 64conv5x5 - mp2x2 - fc32 - fc32 - o"),

    /** Configuration A of Simonyan and Zisserman 2015, table 1. */
    VGG11("64conv3x3 - mp2x2 - 128conv3x3 - mp2x2 - 2x(256conv3x3) - mp2x2 - 2x(2x(512conv3x3) - mp2x2)"
            + " - 2x(fc4096 - drop0.5) - o"),

    /** Configuration B of the same table. */
    VGG13("2x(64conv3x3) - mp2x2 - 2x(128conv3x3) - mp2x2 - 2x(256conv3x3) - mp2x2 - 2x(2x(512conv3x3) - mp2x2)"
            + " - 2x(fc4096 - drop0.5) - o"),

    /** Configuration D of the same table. */
    VGG16("2x(64conv3x3) - mp2x2 - 2x(128conv3x3) - mp2x2 - 3x(256conv3x3) - mp2x2 - 2x(3x(512conv3x3) - mp2x2)"
            + " - 2x(fc4096 - drop0.5) - o"),

    /** The plain network of 18 layers of He et al. 2016, table 1: no shortcuts. */
    PLAIN18(plain(2, 2, 2, 2)),

    /** The residual network of 18 layers of the same table, with projections where the shape changes (option B). */
    RESNET18(residual(2, 2, 2, 2)),

    /** The plain network of 34 layers of the same table. */
    PLAIN34(plain(3, 4, 6, 3)),

    /** The residual network of 34 layers of the same table, with projections where the shape changes (option B). */
    RESNET34(residual(3, 4, 6, 3)),

    /** The residual network of 20 layers for small images of He et al. 2016, section 4.2: shortcuts of option A. */
    RESNET20("16conv3x3 - bn - 3x(res(16conv3x3 - bn - 16conv3x3 - bn))"
            + " - pad(32conv3x3/2 - bn - 32conv3x3 - bn) - 2x(res(32conv3x3 - bn - 32conv3x3 - bn))"
            + " - pad(64conv3x3/2 - bn - 64conv3x3 - bn) - 2x(res(64conv3x3 - bn - 64conv3x3 - bn)) - gap - o"),

    /**
     * The default network of segmentation: down to a sixteenth and back, each way down added to the way back at the
     * same size (Newell et al., "Stacked hourglass networks", 2016, section 3.1; Chaurasia and Culurciello, "LinkNet",
     * 2017), which costs less than the concatenation of Ronneberger et al., "U-Net", 2015.
     */
    HOURGLASS("16conv3x3 - bn - " + hourglass(16, 32, 48, 64, 64) + " - 16conv3x3 - bn - map2");

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

    /** What stands between two layers at full size; filters of each size, the full one first. */
    private static String hourglass(int... filters) {
        String inside = "";
        for (int i = filters.length - 1; i > 0; i--) {
            String twice = "2x(" + filters[i] + "conv3x3 - bn)";
            inside = "res(mp2x2 - " + twice + " - " + (inside.isEmpty() ? "" : inside + " - ") + filters[i]
                    + "conv3x3 - bn - " + filters[i - 1] + "conv1x1 - bn - up2x2)";
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

    /** The name that users write. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all presets, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Preset::token).collect(Collectors.joining(", "));
    }

    /**
     * The network with its filters and units times a factor, rounded, at least 1; the output stays.
     *
     * @param width above 0, at most 16
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
     * A reference such as {@code vgg11}, {@code vgg11@1/8} or {@code resnet18@0.25}; empty where the text is none.
     *
     * @throws NotationException where the name is a preset's but the width factor is no number between 0 and 16
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

    /** NaN where the text is no factor. */
    private static double width(String factor) {
        Matcher fraction = FRACTION.matcher(factor);
        if (fraction.matches()) {
            return Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2));
        }
        return DECIMAL.matcher(factor).matches() ? Double.parseDouble(factor) : Double.NaN;
    }
}
