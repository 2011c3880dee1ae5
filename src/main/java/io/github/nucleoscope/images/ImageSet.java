package io.github.nucleoscope.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.nucleoscope.problem.InputException;

/** Image files to process, each with a unique name for the files written about it. */
public final class ImageSet {

    /**
     * One file of the set.
     *
     * @param file its path
     * @param title its name in tables: the file name, preceded by its folder if two files have that name
     * @param name base name, without extension, of files about it; unique in the set even if case is ignored
     */
    public record Member(Path file, String title, String name) {}

    private final List<Member> members;

    private ImageSet(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /**
     * @param inputs image files, and folders whose image files are taken; a file given twice counts once
     * @throws InputException if an input does not exist, if there is no image at all, or if names cannot be made unique
     */
    public static ImageSet of(List<Path> inputs) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                files.addAll(ImageFiles.list(input));
            } else if (Files.exists(input)) {
                files.add(input);
            } else {
                throw new InputException(input, "there is no such file or folder");
            }
        }
        if (files.isEmpty()) {
            throw new InputException(inputs.get(0)
                    + ": there is no image in this folder (PNG, TIFF, JPEG, BMP, GIF, PGM)");
        }
        return new ImageSet(named(List.copyOf(files)));
    }

    /** Names are extended where they clash: {@code a}, {@code a.png}, {@code folder_a.png}. */
    private static List<Member> named(List<Path> files) throws IOException {
        int[] length = new int[files.size()];
        while (true) {
            Map<String, Integer> count = new HashMap<>();
            for (int i = 0; i < length.length; i++) {
                count.merge(key(name(files.get(i), length[i])), 1, Integer::sum);
            }
            boolean clash = false;
            for (int i = 0; i < length.length; i++) {
                String name = name(files.get(i), length[i]);
                if (count.get(key(name)) > 1) {
                    clash = true;
                    if (++length[i] > 2) {
                        throw new InputException(files.get(i), "another image has the same name, in a folder of the "
                                + "same name: rename one, or process them one after the other");
                    }
                }
            }
            if (!clash) {
                break;
            }
        }
        Map<String, Integer> fileNames = new HashMap<>();
        files.forEach(file -> fileNames.merge(file.getFileName().toString(), 1, Integer::sum));
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < length.length; i++) {
            String fileName = files.get(i).getFileName().toString();
            members.add(new Member(files.get(i), fileNames.get(fileName) > 1
                    ? folder(files.get(i)) + "/" + fileName : fileName, name(files.get(i), length[i])));
        }
        return members;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String name(Path file, int length) {
        return switch (length) {
            case 0 -> ImageFiles.baseName(file);
            case 1 -> file.getFileName().toString();
            default -> folder(file) + "_" + file.getFileName();
        };
    }

    private static String folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder.getFileName() == null ? "" : folder.getFileName().toString();
    }

    /** Returns the files in the order in which they were given, those of a folder sorted by name. */
    public List<Member> members() {
        return members;
    }

    /** Returns the number of files. */
    public int size() {
        return members.size();
    }

    /**
     * Checks that writing results replaces neither an image that is read, nor an earlier result that was edited by
     * hand.
     *
     * @param folder folder that {@code <name>.tif} is written to for each image
     * @throws InputException if one of them is an image of this set, and as {@link WrittenFiles#requireReplaceable}
     */
    public void requireReplaceable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Path output = folder.toRealPath();
        Set<Path> read = new LinkedHashSet<>();
        for (Member member : members) {
            read.add(member.file.toRealPath());
        }
        for (Member member : members) {
            Path written = output.resolve(member.name + ".tif");
            if (Files.exists(written) && read.contains(written.toRealPath())) {
                throw new InputException(written, "this image would be replaced by a result: choose another output "
                        + "folder");
            }
        }
        WrittenFiles.in(folder).requireReplaceable(members.stream().map(member -> member.name + ".tif").toList());
    }
}
