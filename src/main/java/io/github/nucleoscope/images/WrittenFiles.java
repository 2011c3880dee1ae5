package io.github.nucleoscope.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files of a folder are results that may be replaced by newer ones. A label image that somebody corrected by hand
 * is not, nor is a file that came from elsewhere. Each folder of results has a hidden list of what was written to it: a
 * line {@code <modified> <bytes> <name>} for each file, of which the last counts. Several processes may add to it.
 */
public final class WrittenFiles {

    private static final String LIST = ".nucleoscope-results";

    private WrittenFiles() {}

    /**
     * Notes that a file was written, as it is now.
     *
     * @throws IOException where the list cannot be written
     */
    public static void add(Path file) throws IOException {
        Files.writeString(file.resolveSibling(LIST), state(file) + " " + file.getFileName() + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Makes sure that nothing but results is replaced.
     *
     * @param names of the files that are to be written
     * @throws IOException where one is there that was not written as it is now, and says what to do
     */
    public static void requireReplaceable(Path folder, Collection<String> names) throws IOException {
        Path list = folder.resolve(LIST);
        Map<String, String> states = new HashMap<>();
        if (Files.exists(list)) {
            // A name in another encoding is another name, not a broken list.
            for (String line : new String(Files.readAllBytes(list), StandardCharsets.UTF_8).split("\n")) {
                String[] parts = line.split(" ", 3);
                if (parts.length == 3) {
                    states.put(parts[2], parts[0] + " " + parts[1]);
                }
            }
        }
        List<Path> others = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file) && !state(file).equals(states.get(name))) {
                others.add(file);
            }
        }
        if (!others.isEmpty()) {
            throw new IOException(others.get(0) + (others.size() > 1 ? " and " + (others.size() - 1) + " more" : "")
                    + ": would be replaced, but changed since Nucleoscope wrote it, or came from elsewhere: choose"
                    + " another output folder, or move it away");
        }
    }

    private static String state(Path file) throws IOException {
        return Files.getLastModifiedTime(file) + " " + Files.size(file);
    }
}
