package io.github.nucleoscope.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Names and versions of the software that is running. */
public final class Software {

    private static final Properties PROPERTIES = read();

    private Software() {}

    /** Returns Nucleoscope's version, such as {@code 0.1.0}. */
    public static String version() {
        return PROPERTIES.getProperty("version");
    }

    /** Returns the versions of Nucleoscope, ND4J, Java and the operating system, for a model's provenance. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("nucleoscope", version());
        versions.put("nd4j", PROPERTIES.getProperty("nd4j"));
        versions.put("java", System.getProperty("java.version"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }

    private static Properties read() {
        try (InputStream in = Software.class.getResourceAsStream("software.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
