package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;
import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.answer.Answer;
import io.github.nucleoscope.cli.answer.Json;
import io.github.nucleoscope.problem.FileProblem;
import picocli.CommandLine.Option;

/** Where a command writes. */
public final class OutputOptions {

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", defaultValue = "nucleoscope-output",
            description = "Folder for everything that is written; made if missing (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "The result as one JSON object.")
    private Path json;

    public OutputOptions() {}

    /** For a command whose default folder is another. */
    public OutputOptions(Path folder, Path json) {
        this.folder = folder;
        this.json = json;
    }

    /** The folder, made now: a folder that cannot be made is reported before the work, not after it. */
    public Path folder() throws IOException {
        return make(folder);
    }

    /** A sub-folder, made now. */
    public Path folder(String name) throws IOException {
        Path inside = make(folder.resolve(name));
        tryToWrite(inside);
        return inside;
    }

    /** Says now that the folder, where it is there, or the JSON file cannot be written to, if so. */
    public void check() throws IOException {
        if (Files.isDirectory(folder)) {
            tryToWrite(folder);
        }
        if (json != null) {
            if (Files.isDirectory(json)) {
                throw new IOException(json + ": this is a folder; name a file for --json");
            }
            if (Files.exists(json) && !json.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
                throw new IOException(json + ": this file is there and is not called .json, and would be replaced; name"
                        + " another file for --json");
            }
            make(json.toAbsolutePath().getParent());
            try {
                // An older result stays as it is until there is a new one.
                boolean older = Files.exists(json, LinkOption.NOFOLLOW_LINKS);
                Files.newByteChannel(json, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
                if (!older) {
                    Files.delete(json);
                }
            } catch (IOException e) {
                throw new IOException(json + ": cannot be written (" + FileProblem.of(e) + "); name another file for"
                        + " --json", e);
            }
        }
    }

    private static void tryToWrite(Path folder) throws IOException {
        try {
            // Permissions say little on network drives, or to an administrator: only trying tells.
            Files.delete(Files.createTempFile(folder, ".nucleoscope", null));
        } catch (IOException e) {
            throw new IOException(folder + ": nothing can be written to this folder (" + FileProblem.of(e)
                    + "); name another with -o", e);
        }
    }

    /** Writes the result, if it was asked for. NaN is written as null: JSON has no other word for it. */
    public void writeJson(Map<String, Object> result) throws IOException {
        if (json != null) {
            check();
            Files.writeString(json, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls()
                    .create().toJson(Json.withoutNaN(result)) + "\n");
        }
    }

    /** Prints an answer, and writes it as JSON if that was asked for. */
    public void give(Answer answer, Console console) throws IOException {
        console.print(answer);
        writeJson(answer.json());
    }

    private static Path make(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + ": this is a file, not a folder to write to; name another with -o");
        } catch (IOException e) {
            throw new IOException(folder + ": this folder cannot be made (" + FileProblem.of(e) + ")", e);
        }
    }
}
