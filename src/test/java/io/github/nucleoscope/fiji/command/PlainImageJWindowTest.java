package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import ij.IJ;
import ij.Menus;
import io.github.nucleoscope.fiji.plain.PlainImageJ;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ImageJ from the command line, from its start to its end. */
@Tag("window")
class PlainImageJWindowTest {

    /** ImageJ writes its preferences to the user's home when it is quit. */
    @Test
    void itEndsWhenTheUserQuits(@TempDir Path home) throws Exception {
        Display display = Display.require();
        System.setProperty("user.home", home.toString());
        FutureTask<Void> program = new FutureTask<>(() -> {
            PlainImageJ.openAndWait();
            return null;
        });
        new Thread(program).start();
        display.waitFor("ImageJ", () -> IJ.getInstance() != null && IJ.getInstance().isShowing() ? true : null);
        display.waitFor("menu", () -> Menus.getCommands().containsKey("Segment Nuclei") ? true : null);
        assertFalse(program.isDone());
        IJ.doCommand("Quit");
        program.get(30, TimeUnit.SECONDS);
    }
}
