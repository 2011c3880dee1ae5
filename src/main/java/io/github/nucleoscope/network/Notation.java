package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.MaxPooling;
import io.github.nucleoscope.network.Layer.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the notation {@code 32conv3x3 - mp2x2 - fc32 - o}: tokens with a dash between them, white space ignored. */
final class Notation {

    private record Token(Pattern pattern, Function<MatchResult, Layer> layer) {
        Token(String regex, Function<MatchResult, Layer> layer) {
            this(Pattern.compile(regex), layer);
        }
    }

    private static final List<Token> TOKENS = List.of(
            new Token("(\\d+)conv(\\d+)x(\\d+)", m -> new Convolution(integer(m, 1), integer(m, 2), integer(m, 3))),
            new Token("mp(\\d+)x(\\d+)", m -> new MaxPooling(integer(m, 1), integer(m, 2))),
            new Token("fc(\\d+)", m -> new FullyConnected(integer(m, 1))),
            new Token("drop(\\d*\\.?\\d+)", m -> new Dropout(Double.parseDouble(m.group(1)))),
            new Token("o(\\d*)", m -> m.group(1).isEmpty() ? new Output(1) : output(integer(m, 1))));

    private Notation() {}

    static List<Layer> parse(String text) {
        List<Layer> layers = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int dash = text.indexOf('-', start);
            int end = dash < 0 ? text.length() : dash;
            String token = text.substring(start, end).strip();
            int position = start + text.substring(start, end).indexOf(token);
            if (!layers.isEmpty() && layers.get(layers.size() - 1) instanceof Output output) {
                throw new NotationException(token, position, "nothing may follow the output '" + output + "'");
            }
            Layer layer = layer(token, position);
            if (Architecture.needsImage(layer) && layers.stream().anyMatch(FullyConnected.class::isInstance)) {
                throw new NotationException(token, position,
                        "a fully connected layer before it leaves no image: put it before that layer");
            }
            layers.add(layer);
            start = end + 1;
        }
        if (!(layers.get(layers.size() - 1) instanceof Output)) {
            throw new NotationException(layers.get(layers.size() - 1).toString(), text.length(),
                    "the last layer must be the output: end with '- o' for two classes or '- o3' for three");
        }
        return layers;
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
                } catch (IllegalArgumentException e) {
                    throw new NotationException(token, position, e.getMessage());
                }
            }
        }
        throw new NotationException(token, position,
                "unknown layer; known are 32conv3x3, mp2x2, fc32, drop0.5, and o or o3 at the end");
    }

    private static int integer(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static Output output(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a softmax needs at least 2 classes; write 'o' for one sigmoid output");
        }
        return new Output(classes);
    }
}
