package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.nucleoscope.network.Layer.BatchNormalisation;
import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.GlobalAveragePooling;
import io.github.nucleoscope.network.Layer.Maps;
import io.github.nucleoscope.network.Layer.Output;
import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Layer.Relu;
import io.github.nucleoscope.network.Layer.Repetition;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.network.Layer.Upsampling;
import io.github.nucleoscope.problem.InputException;

/**
 * A parser of the notation {@code 32conv3x3 - mp2x2 - 2x(fc32) - o}: tokens separated by dashes, groups in parentheses,
 * white space ignored. An instance parses one text.
 */
final class Notation {

    /** Largest depth of nested groups: deeper than any legible network. */
    private static final int DEEPEST_GROUP = 8;

    private record Token(Pattern pattern, Function<MatchResult, Layer> layer) {
        Token(String regex, Function<MatchResult, Layer> layer) {
            this(Pattern.compile(regex), layer);
        }
    }

    private static final List<Token> TOKENS = List.of(
            new Token("(\\d+)conv(\\d+)x(\\d+)(?:/(\\d+))?", m -> new Convolution(integer(m, 1), integer(m, 2),
                    integer(m, 3), m.group(4) == null ? 1 : integer(m, 4))),
            new Token("bn", m -> new BatchNormalisation()),
            new Token("relu", m -> new Relu()),
            new Token("mp(\\d+)x(\\d+)(?:/(\\d+))?", m -> pooling(Pooling.Kind.MAXIMUM, m)),
            new Token("ap(\\d+)x(\\d+)(?:/(\\d+))?", m -> pooling(Pooling.Kind.MEAN, m)),
            new Token("up(\\d+)x(\\d+)", m -> new Upsampling(integer(m, 1), integer(m, 2))),
            new Token("gap", m -> new GlobalAveragePooling()),
            new Token("fc(\\d+)", m -> new FullyConnected(integer(m, 1))),
            new Token("drop(\\d*\\.?\\d+)", m -> new Dropout(Double.parseDouble(m.group(1)))),
            new Token("map(\\d+)", m -> new Maps(integer(m, 1))),
            new Token("o(\\d*)", m -> m.group(1).isEmpty() ? new Output(1) : output(integer(m, 1))));

    private static final Pattern REPETITION = Pattern.compile("(\\d+)x");
    private static final Pattern SHORTCUT = Pattern.compile("res|proj|pad");

    private final String text;
    private int at;
    private boolean fullyConnectedSeen;

    private Notation(String text) {
        this.text = text;
    }

    static List<Layer> parse(String text) {
        Notation parser = new Notation(text);
        List<Layer> layers = parser.sequence(0);
        if (parser.at < text.length()) {
            throw new NotationException(")", parser.at, "there is no parenthesis to close");
        }
        if (!layers.get(layers.size() - 1).isOutput()) {
            throw new NotationException(layers.get(layers.size() - 1).toString(), text.length(),
                    "the last layer must be the output: end with '- o' for two classes or '- o3' for three, "
                            + "or with '- map2' for an output per pixel");
        }
        return layers;
    }

    /** Parses layers up to the end of the text or the closing parenthesis of the group. */
    private List<Layer> sequence(int depth) {
        List<Layer> layers = new ArrayList<>();
        int count = 0;
        while (true) {
            int start = at;
            while (at < text.length() && "-()".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String raw = text.substring(start, at);
            String token = raw.strip();
            int position = start + raw.indexOf(token);
            if (!layers.isEmpty() && layers.get(layers.size() - 1).isOutput()) {
                throw new NotationException(token, position,
                        "nothing may follow the output '" + layers.get(layers.size() - 1) + "'");
            }
            Layer layer = at < text.length() && text.charAt(at) == '(' ? group(token, position, depth)
                    : layer(token, position);
            if (Architecture.needsImage(layer) && fullyConnectedSeen) {
                throw new NotationException(token, position,
                        "it comes after a fully connected layer, whose output is not an image: put it before");
            }
            if (layer.isOutput() && depth > 0) {
                throw new NotationException(token, position, "the output must come last, after all parentheses");
            }
            fullyConnectedSeen |= layer instanceof FullyConnected;
            layers.add(layer);
            count += Architecture.count(layer);
            if (count > Architecture.MOST_LAYERS) {
                throw new NotationException(token, position,
                        "that makes more than " + Architecture.MOST_LAYERS + " layers: use fewer");
            }
            if (at == text.length()) {
                if (depth > 0) {
                    throw new NotationException(token, at, "a parenthesis is not closed: add ')'");
                }
                return layers;
            }
            if (text.charAt(at) == ')') {
                return layers;
            }
            at++;
        }
    }

    /** Parses a group in parentheses after its prefix, and up to the next dash or parenthesis. */
    private Layer group(String prefix, int position, int depth) {
        if (depth == DEEPEST_GROUP) {
            throw new NotationException(prefix, position, "more than " + DEEPEST_GROUP + " groups inside each other");
        }
        boolean repetition = REPETITION.matcher(prefix).matches();
        if (!repetition && !SHORTCUT.matcher(prefix).matches()) {
            throw new NotationException(prefix, position,
                    "unknown group; known are 2x( … ), res( … ), proj( … ) and pad( … )");
        }
        at++;
        boolean before = fullyConnectedSeen;
        List<Layer> layers = sequence(depth + 1);
        at++;
        int end = at;
        while (at < text.length() && "-)".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String after = text.substring(end, at).strip();
        if (!after.isEmpty()) {
            throw new NotationException(after, end + text.substring(end, at).indexOf(after),
                    "a dash is missing before it");
        }
        try {
            if (repetition) {
                int times = Integer.parseInt(prefix.substring(0, prefix.length() - 1));
                if (times > 1 && !before && fullyConnectedSeen
                        && Architecture.expand(layers).stream().anyMatch(Architecture::needsImage)) {
                    throw new InputException(
                            "from the second repetition on, its layers come after a fully connected layer, whose"
                                    + " output is not an image");
                }
                return new Repetition(times, layers);
            }
            return new Residual(Residual.Shortcut.ofToken(prefix), layers);
        } catch (NumberFormatException e) {
            throw new NotationException(prefix, position, "the number is too large");
        } catch (InputException e) {
            throw new NotationException(prefix, position, e.getMessage());
        }
    }

    private static Layer layer(String token, int position) {
        if (token.isEmpty()) {
            throw new NotationException(token, position,
                    "a layer is missing here, such as 32conv3x3, mp2x2, fc32 or o");
        }
        for (Token known : TOKENS) {
            Matcher matcher = known.pattern.matcher(token);
            if (matcher.matches()) {
                try {
                    return known.layer.apply(matcher);
                } catch (NumberFormatException e) {
                    throw new NotationException(token, position, "the number is too large");
                } catch (InputException e) {
                    throw new NotationException(token, position, e.getMessage());
                }
            }
        }
        throw new NotationException(token, position, "unknown layer; known are 32conv3x3, 32conv3x3/2, bn, relu, "
                + "mp2x2, mp3x3/2, ap2x2, up2x2, gap, fc32, drop0.5, groups such as 2x( … ) and res( … ), and o, o3 or "
                + "map2 at the end; or the whole network is a preset: " + Preset.names());
    }

    private static int integer(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static Pooling pooling(Pooling.Kind kind, MatchResult match) {
        int height = integer(match, 1);
        int width = integer(match, 2);
        if (match.group(3) == null) {
            return new Pooling(kind, height, width);
        }
        int stride = integer(match, 3);
        if (stride >= height || stride >= width) {
            throw new InputException("a stride of " + stride
                    + " leaves no overlap: leave it out for windows that do not overlap");
        }
        return new Pooling(kind, height, width, stride, stride);
    }

    private static Output output(int classes) {
        if (classes < 2) {
            throw new InputException("a softmax needs at least 2 classes; write 'o' for one sigmoid output");
        }
        return new Output(classes);
    }
}
