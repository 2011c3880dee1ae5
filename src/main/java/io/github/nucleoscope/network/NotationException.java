package io.github.nucleoscope.network;

import io.github.nucleoscope.problem.InputException;

/** Invalid network notation. The message quotes the offending token and gives its position. */
public final class NotationException extends InputException {

    private static final long serialVersionUID = 1L;

    private final int position;

    NotationException(String token, int position, String problem) {
        super("network notation, character " + (position + 1) + ", '" + token + "': " + problem);
        this.position = position;
    }

    /** Index of the offending token's first character in the text, from 0. */
    public int position() {
        return position;
    }
}
