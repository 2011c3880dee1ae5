package io.github.nucleoscope.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class InputExceptionTest {

    private static final Path FILE = Path.of("a", "b.tif");

    @Test
    void aFileIsNamedOnce() {
        InputException bare = new InputException("is cut short");
        InputException named = bare.in(FILE);
        assertEquals(FILE + ": is cut short", named.getMessage());
        assertEquals("is cut short", named.problem());
        assertSame(bare, named.getCause());
        assertSame(named, named.in(Path.of("other.tif")));
        assertEquals(named.getMessage(), new InputException(FILE, "is cut short").getMessage());
    }

    @Test
    void theCorrectionOfTheCauseIsKept() {
        InputException bare = new InputException("the stain is missing: choose one", Correction.STAIN);
        assertEquals(Optional.of(Correction.STAIN), bare.in(FILE).correction());
        assertEquals(Optional.of(Correction.STAIN),
                new InputException(FILE, "model.json: " + bare.problem(), bare).correction());
        assertEquals(FILE + ": the stain is missing: choose one (this way)",
                bare.in(FILE).line(correction -> "this way"));
        assertEquals("x: the stain is missing: choose one", new InputException(bare.of("x")).getMessage());
        assertEquals(Optional.empty(), new InputException("is cut short").correction());
        assertEquals("is cut short", new InputException("is cut short").line(correction -> "never"));
    }

    /** Messages of other programs and of files' contents become a part of ours. */
    @Test
    void theMessageIsOneLineWhateverItIsMadeOf() {
        for (String text : List.of("one\ntwo", " one\r\n  two\n", "one\u2028two", "one \n\n two")) {
            assertEquals("one two", new InputException(text).getMessage());
            assertEquals("one two", new InputException(text).problem());
            assertEquals(FILE + ": one two", new InputException(FILE, text).getMessage());
            assertEquals("one two", new InputException(FILE, text).problem());
            assertEquals("one two", InputException.of(new IOException(text)).getMessage());
            assertEquals(FILE + ": one two",
                    InputException.of(new FileSystemException(FILE.toString(), null, text)).getMessage());
        }
    }

    @Test
    void whatTheMachineCouldNotDoNamesTheFileAndTheReason() {
        assertEquals(FILE + ": there is no such file or folder",
                InputException.of(new NoSuchFileException(FILE.toString())).getMessage());
        assertEquals("permission denied", InputException.of(new AccessDeniedException(FILE.toString())).problem());
        assertEquals("IOException", InputException.of(new IOException()).getMessage());
        IOException cause = new IOException("the drive is gone");
        assertSame(cause, InputException.of(cause).getCause());
    }
}
