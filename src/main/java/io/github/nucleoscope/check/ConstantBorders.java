package io.github.nucleoscope.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Crops with strips of one value along a side: padding, or the edge of a scan. Not checked if the background of the
 * crops was set to 0.
 *
 * @param padded the crops that have such strips
 */
record ConstantBorders(List<CropFacts> padded) {

    static ConstantBorders find(List<CropFacts> crops, boolean zeroed) {
        return new ConstantBorders(zeroed ? List.of()
                : crops.stream().filter(crop -> crop.file().isPresent() && crop.sides().sides() > 0).toList());
    }

    Optional<Finding> finding(int crops) {
        if (padded.isEmpty()) {
            return Optional.empty();
        }
        double share = (double) padded.size() / crops;
        return Optional.of(new Finding("constant-border", Severity.MINOR,
                Words.crops(padded.size()) + (padded.size() == 1 ? " has a border" : " have borders") + " of one value",
                String.format(Locale.ROOT, "%d of %d (%.1f %%) have two lines or more of exactly one value along a "
                        + "side: they were padded, or lie at the edge of a scan.", padded.size(), crops, 100 * share),
                "A network can learn the padding if one class has more of it. Cut the crops again, or leave these "
                        + "out.",
                padded.stream().map(crop -> new Suspect(crop.index(), String.format(Locale.ROOT,
                        "%d sides, up to %d pixels of value %.0f", crop.sides().sides(), crop.sides().widest(),
                        crop.sides().value()))).toList()));
    }
}
