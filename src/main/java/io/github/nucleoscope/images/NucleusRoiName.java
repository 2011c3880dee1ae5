package io.github.nucleoscope.images;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of the ROI of a nucleus: {@code 12} if it was only segmented, {@code 12 mitotic 0.87} if a model classified it.
 * The class name may contain any characters, even spaces and digits: label and confidence are found by position.
 *
 * @param label label of the nucleus in its plane, 1 or more
 * @param classified result of the classification; empty if there was none, or if it no longer applies
 */
public record NucleusRoiName(int label, Optional<Classified> classified) {

    private static final Pattern NAME = Pattern.compile("([1-9]\\d*)(?: (.+) ([01]\\.\\d\\d))?", Pattern.DOTALL);

    /**
     * Result of a classification.
     *
     * @param className name of the class, not empty
     * @param confidence probability of the class, in [0, 1]; the ROI name shows two decimals
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

    /** Returns the name of a nucleus that was segmented only. */
    public static NucleusRoiName of(int label) {
        return new NucleusRoiName(label, Optional.empty());
    }

    /** Returns the name of a nucleus that was classified. */
    public static NucleusRoiName of(int label, String className, double confidence) {
        return new NucleusRoiName(label, Optional.of(new Classified(className, confidence)));
    }

    /**
     * Parses a name written by {@link #text}.
     *
     * @param text name of a ROI; null if it has none
     * @return empty if the ROI was not named by Nucleoscope
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
            // No label is that large.
            return Optional.empty();
        }
    }

    /** Returns the name as text. */
    public String text() {
        return classified.map(said -> String.format(Locale.ROOT, "%d %s %.2f", label, said.className(),
                said.confidence())).orElse(String.valueOf(label));
    }
}
