package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import ij.IJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged zip in the plugins folder of an ImageJ that knows nothing else of Nucleoscope. */
class PluginsFolderIT {

    private static void unpack(Path zip, Path folder) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().filter(entry -> !entry.isDirectory()).toList()) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
    }

    /** ImageJ's own class loader finds the commands, SciJava's index, ND4J's backend and the native libraries. */
    @Test
    void aMacroSegmentsTrainsAndClassifies(@TempDir Path imageJ) throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "there is no display");
        unpack(Path.of(System.getProperty("imagej.zip")), Files.createDirectories(imageJ.resolve("plugins")));
        Path images = Path.of("test-images").toAbsolutePath();
        Path model = imageJ.resolve("a model.nucleoscope.zip");
        Path results = imageJ.resolve("results.csv");
        Path macro = Files.writeString(imageJ.resolve("all.ijm"), "setBatchMode(true); open('" + images
                + "/images/field_01.tif'); run('Segment Nuclei', 'make_label_image=false');"
                + "print('segmented ' + Overlay.size);"
                + "run('Train Classifier', 'training_data=[" + images + "/truth.csv] image_folder=[" + images
                + "/images] output_model=[" + model + "] network=[4conv3x3 - mp4x4 - fc8 - o] members=2 crop_size=32 "
                + "epochs=1');"
                + "run('Classify Nuclei', 'model=[" + model + "] results_file=[" + results + "]');"
                + "print('classified ' + Overlay.size);");
        Path ij = Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", ij.toString(), "ij.ImageJ", "-batch", macro.toString()).directory(imageJ.toFile())
                .redirectErrorStream(true);
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        process.waitFor();
        String all = String.join("\n", lines);
        assertTrue(Files.exists(results), all);
        int nuclei = Files.readAllLines(results).size() - 1;
        assertTrue(nuclei > 30, all);
        assertTrue(lines.contains("classified " + nuclei), all);
        assertTrue(lines.contains("segmented " + nuclei), all);
        assertEquals(0, process.exitValue(), all);
    }
}
