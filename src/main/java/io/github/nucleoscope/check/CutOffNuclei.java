package io.github.nucleoscope.check;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Nuclei of which a part is missing: the border of the image or of the crop cuts them off, or they are larger than the
 * crops that the network sees. In a ready-made crop a nucleus counts as cut off if at least a quarter of its radius
 * lies beyond the border ({@link Body#beyond}).
 *
 * @param byImage nuclei whose outline touches the border of the image
 * @param byCrop nuclei cut off by the border of a ready-made crop
 * @param tooLarge nuclei that are longer than the network's crops
 */
record CutOffNuclei(List<CropFacts> byImage, List<CropFacts> byCrop, List<CropFacts> tooLarge) {

    private static final double LEAST_BEYOND = 0.25;

    /**
     * @param crops with a nucleus
     * @param cropSize side of the crops that the network sees; ready-made crops that are larger are cut to it
     */
    static CutOffNuclei find(List<CropFacts> crops, Polarity polarity, int cropSize, boolean fixedScale) {
        List<CropFacts> byImage = crops.stream().filter(CropFacts::cut).toList();
        List<CropFacts> byCrop = crops.stream()
                .filter(crop -> crop.body(polarity).beyond() >= LEAST_BEYOND).toList();
        List<CropFacts> tooLarge = crops.stream()
                .filter(crop -> fixedScale && crop.file().isPresent() && diameter(crop, polarity) > cropSize).toList();
        return new CutOffNuclei(byImage, byCrop, tooLarge);
    }

    private static double diameter(CropFacts crop, Polarity polarity) {
        return 2 * Math.sqrt(crop.body(polarity).area() / Math.PI);
    }

    private static Set<Integer> indices(List<CropFacts> crops) {
        return crops.stream().map(CropFacts::index).collect(Collectors.toSet());
    }

    Optional<Finding> finding(List<CropFacts> crops, Polarity polarity) {
        Set<Integer> cutByImage = indices(byImage);
        Set<Integer> cutByCrop = indices(byCrop);
        Set<Integer> larger = indices(tooLarge);
        List<CropFacts> all = crops.stream()
                .filter(crop -> cutByImage.contains(crop.index()) || cutByCrop.contains(crop.index())
                        || larger.contains(crop.index()))
                .sorted(Comparator.comparingDouble(crop -> -crop.body(polarity).beyond())).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double share = (double) all.size() / crops.size();
        List<Suspect> suspects = all.stream().map(crop -> new Suspect(crop.index(), cutByImage.contains(crop.index())
                ? "cut by the border of the image" : larger.contains(crop.index()) ? "larger than the network's crops"
                        : String.format(Locale.ROOT, "%.0f %% of its radius beyond the border",
                                100 * crop.body(polarity).beyond()))).toList();
        return Optional.of(new Finding("cut-off", share >= 0.2 ? Severity.IMPORTANT : Severity.MINOR,
                Words.crops(all.size()) + (all.size() == 1 ? " shows" : " show") + " a nucleus that is cut off",
                String.format(Locale.ROOT, "%d of %d (%.1f %%): %d at the border of the image, %d at the border of the "
                        + "crop, %d larger than the crops of the network.", all.size(), crops.size(), 100 * share,
                        byImage.size(), byCrop.size(), tooLarge.size()),
                "Size and shape of these nuclei are wrong. Leave nuclei at the image border out, cut larger crops, or "
                        + "centre them on the nuclei.", suspects));
    }
}
