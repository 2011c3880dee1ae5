package io.github.nucleoscope.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import weka.core.WekaPackageManager;

/**
 * Keeps Weka's package manager, which its classifiers load, from creating a folder {@code wekafiles} in the user's home
 * directory: it gets a temporary one, which is deleted.
 */
final class WekaHome {

    private static final String PROPERTY = "WEKA_HOME";

    private WekaHome() {}

    /** Loads the package manager with a temporary folder, unless the user has one already. */
    static synchronized void prepare() {
        if (System.getenv(PROPERTY) != null || System.getProperty(PROPERTY) != null
                || Files.exists(Path.of(System.getProperty("user.home"), "wekafiles"))) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("nucleoscope-weka");
            System.setProperty(PROPERTY, folder.toString());
            try {
                WekaPackageManager.getPackageHome();
            } finally {
                System.clearProperty(PROPERTY);
                for (String sub : new String[] {"repCache", "packages", "native", "props", ""}) {
                    Files.deleteIfExists(folder.resolve(sub));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
