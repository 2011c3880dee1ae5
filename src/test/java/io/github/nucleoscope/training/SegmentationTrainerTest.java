package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class SegmentationTrainerTest {

    private static final Architecture SMALL = Architecture.parse(
            "8conv3x3 - bn - res(mp2x2 - 12conv3x3 - bn - 8conv1x1 - bn - up2x2) - 8conv3x3 - bn - map2");

    private static SegmentationTrainingSettings settings(int epochs, double validation) {
        SegmentationTrainingSettings d = SegmentationTrainingSettings.DEFAULT;
        return new SegmentationTrainingSettings(d.optimiser().withLearningRate(0.01), d.schedule(), 12, 4, 32, epochs,
                99, validation, 3);
    }

    private static void assertSame(Network expected, Network found) {
        Map<String, Weights> weights = expected.weights();
        found.weights().forEach((name, array) -> assertArrayEquals(weights.get(name).values(), array.values(), name));
    }

    @Test
    void learnsToFindDiscs() {
        SegmentationTrainer trainer = new SegmentationTrainer(settings(15, 0), TrainingListener.NONE);
        SegmentationTrainingResult result = trainer.train(Fields.draw(6, 96, 1), trainer.start(SMALL), "card",
                Optional.empty());
        assertEquals(15, result.bestEpoch());
        assertTrue(result.history().get(14).trainLoss() < result.history().get(0).trainLoss() / 3,
                result.history().toString());
        assertEquals(12, result.model().diameter());
        double precision = ImageScores.pooled(SegmentationJudge.judge(result.model(), Fields.draw(3, 96, 2)))
                .get(0).averagePrecision();
        assertTrue(precision > 0.8, "AP at IoU 0.5 on other fields: " + precision);
    }

    @Test
    void goesOnFromAModelOnOtherImages() {
        SegmentationTrainer trainer = new SegmentationTrainer(settings(2, 0), TrainingListener.NONE);
        SegmentationTrainingResult first = trainer.train(Fields.draw(3, 64, 1), trainer.start(SMALL), "",
                Optional.empty());
        Network start = trainer.start(first.model());
        assertSame(first.model().network(), start);
        SegmentationTrainingResult further = trainer.train(Fields.draw(3, 64, 2), start, "", Optional.empty());
        assertTrue(further.history().get(0).trainLoss() < first.history().get(0).trainLoss());
    }

    @Test
    void theCropsAreAFunctionOfSeedEpochAndPlace() {
        List<Scene> scenes = Fields.draw(3, 64, 1).images().stream().map(image -> Scene.of(image, 12).orElseThrow())
                .toList();
        MiniBatch one = new MiniBatch(2, 32 * 32, 2);
        MiniBatch other = new MiniBatch(2, 32 * 32, 2);
        new CropSampler(scenes, 32, 5).write(1, 7, one, 0);
        CropSampler second = new CropSampler(scenes, 32, 5);
        second.write(2, 7, other, 0);
        assertFalse(Arrays.equals(one.images, other.images));
        second.write(1, 7, other, 0);
        assertArrayEquals(one.images, other.images);
        assertArrayEquals(one.targets, other.targets);
        new CropSampler(scenes, 32, 6).write(1, 7, other, 0);
        assertFalse(Arrays.equals(one.images, other.images));
    }

    /** Bright where it is inside, in every turn and magnification: image and targets are moved alike. */
    @Test
    void imageAndTargetsAreMovedAlike() {
        List<Scene> scenes = Fields.draw(2, 64, 1).images().stream().map(image -> Scene.of(image, 12).orElseThrow())
                .toList();
        CropSampler sampler = new CropSampler(scenes, 32, 5);
        MiniBatch batch = new MiniBatch(1, 32 * 32, 2);
        for (int i = 0; i < 50; i++) {
            sampler.write(1, i, batch, 0);
            double inside = 0;
            double outside = 0;
            int count = 0;
            for (int p = 0; p < batch.images.length; p++) {
                assertTrue(batch.targets[2 * p + 1] <= batch.targets[2 * p] + 1e-6, "depth without inside");
                if (batch.targets[2 * p] > 0.5) {
                    inside += batch.images[p];
                    count++;
                } else {
                    outside += batch.images[p];
                }
            }
            if (count > 20 && count < batch.images.length - 20) {
                assertTrue(inside / count > outside / (batch.images.length - count) + 0.3, "crop " + i);
            }
        }
    }

    @Test
    void slicesOfOneFileAreInOnePart() {
        List<LabelledImage> images = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            images.add(new LabelledImage("image " + i, "file " + i / 3, ArrayImgs.floats(2, 2), ArrayImgs.ints(2, 2)));
        }
        LabelledImages set = new LabelledImages(images, Signal.FIRST, "drawn", List.of());
        int[] parts = set.parts(4, 1);
        for (int i = 0; i < 12; i++) {
            assertEquals(parts[i / 3 * 3], parts[i]);
        }
        assertEquals(4, Arrays.stream(parts).distinct().count());
        assertArrayEquals(parts, set.parts(4, 1));
        assertThrows(InputException.class, () -> set.parts(5, 1));
        assertNotEquals(set.sha256(), set.subset(new int[] {0, 1}).sha256());
    }

    @Test
    void refusesNetworksAndImagesThatItCannotTrain() {
        SegmentationTrainer trainer = new SegmentationTrainer(settings(1, 0), TrainingListener.NONE);
        assertMessage("which classifies crops", () -> trainer.start(Architecture.SHALLOW));
        assertMessage("must end with 'map2'", () -> trainer.start(Architecture.parse("2conv3x3 - map3")));
        assertMessage("the height and width must be the same",
                () -> trainer.start(Architecture.parse("2conv3x3/2 - map2")));
        LabelledImage blank = new LabelledImage("blank", "blank", ArrayImgs.floats(40, 40), ArrayImgs.ints(40, 40));
        assertMessage("nothing but background in any image", () -> trainer.train(
                new LabelledImages(List.of(blank), Signal.FIRST, "", List.of()), trainer.start(SMALL), "",
                Optional.empty()));
        LabelledImage field = Fields.draw(1, 40, 1).images().get(0);
        LabelledImage empty = new LabelledImage("empty", "empty", field.pixels(), ArrayImgs.ints(40, 40));
        assertMessage("there is no nucleus in any label image", () -> trainer.train(
                new LabelledImages(List.of(empty), Signal.FIRST, "", List.of()), trainer.start(SMALL), "",
                Optional.empty()));
        assertMessage("no image with a label image",
                () -> new LabelledImages(List.of(), Signal.FIRST, "folder", List.of()));
    }

    private static void assertMessage(String part, Runnable work) {
        String message = assertThrows(InputException.class, work::run).getMessage();
        assertTrue(message.contains(part), message);
        assertFalse(message.contains("\n"));
    }
}
