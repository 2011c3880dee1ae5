package io.github.nucleoscope.fiji.parameters;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nucleoscope.problem.InputException;

/**
 * Parses the second argument of a macro's {@code run("Command", "key=value key=[a value] word")}. ImageJ's own
 * {@code Macro.getValue} finds {@code image=} within {@code make_label_image=}; here keys are whole words.
 */
final class MacroOptions {

    private final String options;
    private int position;

    private MacroOptions(String options) {
        this.options = options;
    }

    /**
     * Returns keys and values in order. A value with spaces is in [brackets], which may be nested, or in 'quotes'. A
     * word without a value means {@code word=true}, as in ImageJ's own commands.
     *
     * @throws InputException if a bracket or quote is not closed, or a key is given twice
     */
    static Map<String, String> parse(String options) {
        return new MacroOptions(options).read();
    }

    private Map<String, String> read() {
        Map<String, String> values = new LinkedHashMap<>();
        while (true) {
            while (position < options.length() && Character.isWhitespace(options.charAt(position))) {
                position++;
            }
            if (position == options.length()) {
                return values;
            }
            String key = word("= ");
            String value = "true";
            if (position < options.length() && options.charAt(position) == '=') {
                position++;
                value = value(key);
            }
            if (values.put(key, value) != null) {
                throw new InputException("the parameter '" + key + "' is given twice");
            }
        }
    }

    private String value(String key) {
        if (position < options.length() && options.charAt(position) == '[') {
            return enclosed(key, '[', ']');
        }
        if (position < options.length() && options.charAt(position) == '\'') {
            return enclosed(key, '\0', '\'');
        }
        return word(" ");
    }

    private String word(String ends) {
        int start = position;
        while (position < options.length() && ends.indexOf(options.charAt(position)) < 0) {
            position++;
        }
        return options.substring(start, position);
    }

    private String enclosed(String key, char open, char close) {
        int start = ++position;
        for (int depth = 1; position < options.length(); position++) {
            char c = options.charAt(position);
            if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return options.substring(start, position++);
            }
        }
        throw new InputException("the value of '" + key + "' begins with "
                + options.charAt(start - 1) + " and does not end with " + close);
    }
}
