package io.github.nucleoscope.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;

/**
 * Keeps track of which files of a folder are results that newer ones may replace. A label image that was corrected by
 * hand is not, nor is a file that came from elsewhere. Each folder of results has a hidden list of the files written to
 * it, with a line {@code <CRC-32> <bytes> <name>} for each write; several processes may append to it. Files that are
 * copied with their list remain results.
 */
public final class WrittenFiles {

    private static final String LIST = ".nucleoscope-results";

    private static final String WOULD_BE_REPLACED = "would be replaced, but changed since Nucleoscope wrote it, or came"
            + " from elsewhere: choose another output folder, or move it away";

    /** Writes a file. */
    public interface Save {
        void to(Path file) throws IOException;
    }

    private final Path folder;
    private final Set<String> entries = ConcurrentHashMap.newKeySet();

    private WrittenFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the list of a folder, which may not have one.
     *
     * @throws InputException if it cannot be read
     */
    public static WrittenFiles in(Path folder) {
        WrittenFiles written = new WrittenFiles(folder);
        Path list = folder.resolve(LIST);
        if (Files.exists(list)) {
            try {
                // Malformed bytes give a different name, not an unreadable list.
                written.entries.addAll(List.of(new String(Files.readAllBytes(list), StandardCharsets.UTF_8)
                        .split("\n")));
            } catch (IOException e) {
                throw new InputException(list, "cannot be read (" + FileProblem.of(e) + ")", e);
            }
        }
        return written;
    }

    /**
     * Checks that only results are replaced.
     *
     * @param names names of the files that are to be written
     * @throws InputException if one of them exists and is not as Nucleoscope wrote it; the message says what to do
     */
    public void requireReplaceable(Collection<String> names) throws IOException {
        List<Path> others = new ArrayList<>();
        for (String name : new HashSet<>(names)) {
            if (!isReplaceable(folder.resolve(name))) {
                others.add(folder.resolve(name));
            }
        }
        if (!others.isEmpty()) {
            others.sort(null);
            throw new InputException(others.get(0) + (others.size() > 1 ? " and " + (others.size() - 1) + " more" : "")
                    + ": " + WOULD_BE_REPLACED);
        }
    }

    private boolean isReplaceable(Path file) throws IOException {
        return !Files.isRegularFile(file) || entries.contains(entry(file));
    }

    /**
     * Writes a file and records it in the list.
     *
     * @throws InputException if a file exists that is not as Nucleoscope wrote it; it is left as it was
     * @throws IOException if the file or the list cannot be written
     */
    public void replace(String name, Save save) throws IOException {
        Path file = folder.resolve(name);
        if (!isReplaceable(file)) {
            throw new InputException(file, WOULD_BE_REPLACED);
        }
        save.to(file);
        String entry = entry(file);
        entries.add(entry);
        Path list = folder.resolve(LIST);
        try {
            // With a line end before it, too: the last line may be incomplete if a disk was full.
            Files.writeString(list, "\n" + entry + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(list, "cannot be written (" + FileProblem.of(e) + ")", e);
        }
    }

    private static String entry(Path file) throws IOException {
        CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32());
        try (InputStream closed = in) {
            long bytes = closed.transferTo(OutputStream.nullOutputStream());
            String name = Normalizer.normalize(file.getFileName().toString(), Normalizer.Form.NFC);
            return String.format("%08x %d %s", in.getChecksum().getValue(), bytes,
                    name.replace("\\", "\\\\").replace("\n", "\\n"));
        }
    }
}
