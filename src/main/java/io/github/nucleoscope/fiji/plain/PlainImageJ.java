package io.github.nucleoscope.fiji.plain;

import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImageJ;
import ij.Menus;

/** Opens ImageJ 1 with the menu of Nucleoscope, without a plugins folder. */
public final class PlainImageJ {

    /** A line of plugins.config: {@code Menu>Sub-menu, "Label", plugin("argument")}. */
    private static final Pattern ENTRY = Pattern.compile("([^#,][^,]*), *\"([^\"]+)\", *(.+)");

    private PlainImageJ() {}

    /** Opens ImageJ's window and adds the menu. */
    public static ImageJ open() throws IOException {
        // ImageJ lays out its window only if it shows it itself.
        ImageJ imageJ = new ImageJ(ImageJ.STANDALONE);
        imageJ.exitWhenQuitting(false);
        installMenu();
        return imageJ;
    }

    /** Opens ImageJ and returns when the user has quit it. */
    public static void openAndWait() throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        open().addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                closed.countDown();
            }
        });
        closed.await();
    }

    /** Adds the entries of {@code plugins.config}, which ImageJ itself reads only from jars in its plugins folder. */
    static void installMenu() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PlainImageJ.class.getResourceAsStream("/plugins.config"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches()) {
                    Menus.add(entry.group(1).strip() + ">" + entry.group(2), entry.group(3).strip());
                }
            }
        }
    }
}
