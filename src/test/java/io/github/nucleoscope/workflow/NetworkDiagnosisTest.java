package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.model.TinyClassifiers;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.training.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a diagnosis leaves in its folder. */
class NetworkDiagnosisTest {

    @TempDir
    private Path folder;

    @Test
    void aDiagnosisThatIsStoppedLeavesNothing() {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            float[] pixels = new float[64];
            pixels[i] = 50 + 100 * (i % 2);
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, 8, 1), "image" + i, i), i % 2));
        }
        TrainingSet set = new TrainingSet(new Dataset(List.of("dark", "bright"), crops),
                TinyClassifiers.bare().preparation(), "drawn", List.of());
        NetworkDiagnosis diagnosis = new NetworkDiagnosis(folder.resolve("out"), new Subject(
                Architecture.parse("2conv3x3 - mp4x4 - o"), Recipe.ORIGINAL.settings().withEpochs(2)));
        assertThrows(CancellationException.class, () -> diagnosis.run(set, new NetworkDiagnosis.Listener() {
            private int batches;

            @Override
            public void batchDone(String stage, long done, long all) {
                batches++;
            }

            @Override
            public boolean isCancelled() {
                return batches == 1;
            }
        }));
        assertArrayEquals(new String[0], folder.resolve("out").toFile().list());
    }
}
