package io.github.nucleoscope.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

import io.github.nucleoscope.Main;

/** Nucleoscope in separate processes, which a test kills; those still running at the end are killed, too. */
final class KilledProcesses implements AutoCloseable {

    private final Path log;
    private final List<Process> started = new ArrayList<>();

    /** @param log file for their output, one process after the other */
    KilledProcesses(Path log) {
        this.log = log;
    }

    Process start(List<String> arguments) throws IOException {
        // The quick compiler alone: a short training does not wait for the other.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        started.add(process);
        return process;
    }

    /** Returns what they printed. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Classes of spots, 40 crops of each, of eight images. */
    static Path crops(Path folder, int classes, int size) throws IOException {
        Random random = new Random(1);
        Path crops = folder.resolve("crops");
        for (int c = 0; c < classes; c++) {
            Path ofClass = Files.createDirectories(crops.resolve("class" + c));
            for (int n = 0; n < 40; n++) {
                BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
                for (int i = 0; i < size * size; i++) {
                    int spot = (i % size >> (c + 1)) + (i / size >> (c + 1));
                    image.getRaster().setSample(i % size, i / size, 0, 60 + 60 * (spot % 2) + random.nextInt(120));
                }
                ImageIO.write(image, "png", ofClass.resolve("image" + n % 8 + "__" + n + ".png").toFile());
            }
        }
        return crops;
    }
}
