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
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** Where a command writes. */
public final class OutputOptions {

    @Option(names = {"-o", "--output"}, paramLabel = "DIR",
            description = "Folder for all output; created if missing (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result as one JSON object.")
    private Path json;

    public OutputOptions() {
        this("nucleoscope-output");
    }

    /** For a command with another default folder. */
    public OutputOptions(String folder) {
        this.folder = Path.of(folder);
    }

    /** Creates the folder and returns it: a folder that cannot be created is reported before the work, not after it. */
    public Path folder() throws IOException {
        return make(folder);
    }

    /** Creates a sub-folder and returns it. */
    public Path folder(String name) throws IOException {
        Path inside = make(folder.resolve(name));
        tryToWrite(inside);
        return inside;
    }

    /** Checks that the folder, if it exists, and the JSON file can be written to. */
    public void check() throws IOException {
        if (Files.isDirectory(folder)) {
            tryToWrite(folder);
        }
        if (json != null) {
            if (Files.isDirectory(json)) {
                throw new InputException(json, "this is a folder; give a file for --json");
            }
            if (Files.exists(json) && !json.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
                throw new InputException(json, "this file exists, is not called .json and would be replaced; give"
                        + " another file for --json");
            }
            make(json.toAbsolutePath().getParent());
            try {
                // An older result is kept until there is a new one.
                boolean older = Files.exists(json, LinkOption.NOFOLLOW_LINKS);
                Files.newByteChannel(json, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
                if (!older) {
                    Files.delete(json);
                }
            } catch (IOException e) {
                throw new InputException(json, "cannot be written (" + FileProblem.of(e) + "); give another file for"
                        + " --json", e);
            }
        }
    }

    private static void tryToWrite(Path folder) throws IOException {
        try {
            // On network drives, or for an administrator, permissions are unreliable: try it.
            Files.delete(Files.createTempFile(folder, ".nucleoscope", null));
        } catch (IOException e) {
            throw new InputException(folder, "nothing can be written to this folder (" + FileProblem.of(e)
                    + "); give another with -o", e);
        }
    }

    /** Writes the result to the JSON file, if one was given. NaN is written as null, as JSON has no NaN. */
    public void writeJson(Map<String, Object> result) throws IOException {
        if (json != null) {
            check();
            Files.writeString(json, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls()
                    .create().toJson(Json.withoutNaN(result)) + "\n");
        }
    }

    /** Prints a result and, if a JSON file was given, writes it there, too. */
    public void write(Answer answer, Console console) throws IOException {
        console.print(answer);
        writeJson(answer.json());
    }

    private static Path make(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(folder, "this is a file, not a folder to write to; give another with -o");
        } catch (IOException e) {
            throw new InputException(folder, "this folder cannot be created (" + FileProblem.of(e) + ")", e);
        }
    }
}
