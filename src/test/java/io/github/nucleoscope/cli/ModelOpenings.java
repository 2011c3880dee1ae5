package io.github.nucleoscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import io.github.nucleoscope.model.ModelFile;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Counts how often model files are opened, with Java Flight Recorder. */
final class ModelOpenings implements AutoCloseable {

    private final Recording recording = new Recording();

    ModelOpenings() {
        recording.enable("jdk.FileRead").withThreshold(Duration.ZERO).withoutStackTrace();
        recording.start();
    }

    /**
     * Returns how often a model file was opened so far: its reader first reads the end record of the archive, which has
     * {@value ZipFile#ENDHDR} bytes, and nothing else reads as many.
     *
     * @param folder for the recording
     */
    long of(Path file, Path folder) throws IOException {
        return opened(folder).filter(file.toAbsolutePath()::equals).count();
    }

    /** Returns how often any model file was opened, also one that was stored in another. */
    long ofAll(Path folder) throws IOException {
        return opened(folder).filter(file -> file.toString().endsWith(ModelFile.EXTENSION)).count();
    }

    private Stream<Path> opened(Path folder) throws IOException {
        Path events = Files.createTempFile(folder, "events", ".jfr");
        recording.dump(events);
        return RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileRead")
                        && event.getLong("bytesRead") == ZipFile.ENDHDR)
                .map(event -> Path.of(event.getString("path")).toAbsolutePath());
    }

    @Override
    public void close() {
        recording.close();
    }
}
