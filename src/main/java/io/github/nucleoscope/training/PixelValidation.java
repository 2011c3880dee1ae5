package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.PixelTargets;
import io.github.nucleoscope.segmentation.SegmentationModel;

/** Validation images of a segmentation network, tiled into crops. */
final class PixelValidation {

    private final List<float[]> crops = new ArrayList<>();
    private final List<PixelTargets> targets = new ArrayList<>();
    private double pixels;

    /** @param crop side of the crops in pixels; pixels outside an image are mirrored and have weight 0 */
    PixelValidation(List<Scene> scenes, int crop) {
        for (Scene held : scenes) {
            Scene scene = held.seen();
            for (int top = 0; top < scene.height(); top += crop) {
                for (int left = 0; left < scene.width(); left += crop) {
                    cut(scene, left, top, crop);
                }
            }
        }
    }

    private void cut(Scene scene, int left, int top, int crop) {
        float[] image = new float[crop * crop];
        float[] values = new float[crop * crop * SegmentationModel.MAPS];
        float[] weights = new float[crop * crop];
        for (int i = 0; i < image.length; i++) {
            int x = left + i % crop;
            int y = top + i / crop;
            int from = Scene.mirrored(y, scene.height()) * scene.width() + Scene.mirrored(x, scene.width());
            image[i] = scene.pixels()[from];
            values[SegmentationModel.MAPS * i] = scene.truth().inside()[from];
            values[SegmentationModel.MAPS * i + 1] = scene.truth().depth()[from];
            weights[i] = x < scene.width() && y < scene.height() ? 1 : 0;
            pixels += weights[i];
        }
        crops.add(image);
        targets.add(new PixelTargets(values, weights));
    }

    boolean isEmpty() {
        return crops.isEmpty();
    }

    /** Returns a tally of pixels outside (class 0) and inside (class 1) nuclei. */
    static Tally tally() {
        return new Tally(2);
    }

    /** Returns the mean loss over pixels and maps, and the accuracy of pixels being inside or outside nuclei. */
    ValidationFigures of(Inference inference) {
        double loss = 0;
        Tally tally = tally();
        List<float[]> logits = inference.logits(crops);
        for (int i = 0; i < crops.size(); i++) {
            float[] weights = targets.get(i).weights();
            loss += targets.get(i).loss(List.of(logits.get(i))) * weights.length;
            for (int p = 0; p < weights.length; p++) {
                if (weights[p] > 0) {
                    tally.add(Math.round(targets.get(i).values()[SegmentationModel.MAPS * p]),
                            logits.get(i)[SegmentationModel.MAPS * p] > 0 ? 1 : 0, 0);
                }
            }
        }
        return new ValidationFigures(loss / pixels, tally.accuracy(), tally.balancedAccuracy());
    }
}
