package io.github.nucleoscope.images;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ROI of a nucleus is called: {@code 12} where it was only found, {@code 12 mitotic 0.87} where a model said
 * what it is. The class may hold any characters, spaces and digits too: label and confidence are told by their places.
 *
 * @param label of the nucleus in its plane, 1 or more
 * @param classified what a model said; empty where none was asked, or where its answer no longer holds
 */
public record NucleusRoiName(int label, Optional<Classified> classified) {

    private static final Pattern NAME = Pattern.compile("([1-9]\\d*)(?: (.+) ([01]\\.\\d\\d))?", Pattern.DOTALL);

    /**
     * What a model said.
     *
     * @param className not empty
     * @param confidence probability of the class, in [0, 1]; the name has two decimals of it
     */
    public record Classified(String className, double confidence) {

        public Classified {
            if (className.isEmpty()) {
                throw new IllegalArgumentException("the class has no name");
            }
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("the confidence " + confidence + " is not in [0, 1]");
            }
        }
    }

    public NucleusRoiName {
        if (label < 1) {
            throw new IllegalArgumentException("the label " + label + " is not 1 or more");
        }
    }

    /** The name of a nucleus that was found. */
    public static NucleusRoiName of(int label) {
        return new NucleusRoiName(label, Optional.empty());
    }

    /** The name of a nucleus that was classified. */
    public static NucleusRoiName of(int label, String className, double confidence) {
        return new NucleusRoiName(label, Optional.of(new Classified(className, confidence)));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text the name of a ROI; null where it has none
     * @return empty where the ROI was named by somebody else
     */
    public static Optional<NucleusRoiName> parse(String text) {
        Matcher name = NAME.matcher(text == null ? "" : text);
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            int label = Integer.parseInt(name.group(1));
            if (name.group(2) == null) {
                return Optional.of(of(label));
            }
            double confidence = Double.parseDouble(name.group(3));
            return confidence > 1 ? Optional.empty() : Optional.of(of(label, name.group(2), confidence));
        } catch (NumberFormatException e) {
            // Labels are not so large.
            return Optional.empty();
        }
    }

    /** The ROI's name. */
    public String text() {
        return classified.map(said -> String.format(Locale.ROOT, "%d %s %.2f", label, said.className(),
                said.confidence())).orElse(String.valueOf(label));
    }
}
