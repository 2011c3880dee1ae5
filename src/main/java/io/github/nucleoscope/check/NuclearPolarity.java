package io.github.nucleoscope.check;

import java.util.List;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Whether the nuclei of a set are bright or dark, as estimated from the set itself. A nucleus covers less area than its
 * surroundings: of the two most prominent bodies of a crop, the bright and the dark one, the smaller is its nucleus.
 * Each crop casts a vote weighted by its contrast. Where the outlines of nuclei are known, only their contrast decides.
 *
 * @param polarity of the majority
 * @param share of the votes for it, 0.5 to 1
 */
record NuclearPolarity(Polarity polarity, double share) {

    static NuclearPolarity of(List<CropFacts> crops) {
        double bright = 0;
        double dark = 0;
        for (CropFacts crop : crops) {
            Body b = crop.bright();
            Body d = crop.dark();
            boolean sameOutline = b.area() == d.area();
            boolean isBright = sameOutline ? b.contrast() > d.contrast() : b.area() < d.area();
            double weight = Math.max(b.contrast(), d.contrast());
            bright += isBright ? weight : 0;
            dark += isBright ? 0 : weight;
        }
        double all = bright + dark;
        Polarity polarity = bright >= dark ? Polarity.BRIGHT : Polarity.DARK;
        return new NuclearPolarity(polarity, all == 0 ? 0.5 : Math.max(bright, dark) / all);
    }
}
