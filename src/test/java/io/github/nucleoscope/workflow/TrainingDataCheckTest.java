package io.github.nucleoscope.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.nucleoscope.check.CheckProgress;
import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.check.CleanedCopy;
import io.github.nucleoscope.check.PlantedSet;
import io.github.nucleoscope.check.SourceImages;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check leaves in its folder. */
class TrainingDataCheckTest {

    private static final CheckSettings SETTINGS =
            new CheckSettings(Architecture.parse("4conv3x3 - mp4x4 - fc8 - o"), 2, 2, 1);

    @TempDir
    private Path folder;

    private TrainingDataCheck.Outcome check(CheckProgress progress) throws IOException {
        Path data = folder.resolve("data");
        new PlantedSet(1, true, 1).blank(2, true).write(data);
        TrainingSet set = TrainingSource.of(data, null, false, ReadSettings.forTraining(CropSettings.DEFAULT,
                Segmentation.classical(SegmentationSettings.DEFAULT), SegmentationMethods::open, Signal.FIRST))
                .read(FileProgress.NONE);
        return new TrainingDataCheck(folder.resolve("out"), SETTINGS, SourceImages.FILES,
                Optional.of(new CleanedCopy(data, folder.resolve("clean")))).run(set, Optional.empty(), progress);
    }

    @Test
    void aCheckLeavesAPageATableAndTheCleanedCopy() throws IOException {
        TrainingDataCheck.Outcome outcome = check(CheckProgress.NONE);
        assertEquals(folder.resolve("out/check.html"), outcome.page());
        assertTrue(Files.exists(outcome.page()));
        assertTrue(Files.exists(outcome.findings()));
        assertEquals(2, outcome.cleaned().orElseThrow().dropped().size(), "the two without a nucleus");
        assertTrue(Files.isDirectory(folder.resolve("clean")));
    }

    /** A copy that was cleaned by half a check would pass for a clean one. */
    @Test
    void aCheckThatWasStoppedLeavesWhatItFoundAndNoCopy() throws IOException {
        TrainingDataCheck.Outcome outcome = check(new CheckProgress() {
            @Override
            public boolean isCancelled() {
                return true;
            }
        });
        assertTrue(outcome.result().cancelled());
        assertTrue(Files.exists(outcome.page()));
        assertTrue(Files.exists(outcome.findings()));
        assertEquals(Optional.empty(), outcome.cleaned());
        assertFalse(Files.exists(folder.resolve("clean")));
    }
}
