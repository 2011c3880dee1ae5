package io.github.nucleoscope.cli.answer;

import java.util.List;
import java.util.Map;

/** The result of a command, in two forms. */
public interface Answer {

    /** Returns the printed lines, for people. */
    List<String> lines();

    /** Returns one JSON object of maps, lists, strings, numbers and booleans, for programs. */
    Map<String, Object> json();
}
