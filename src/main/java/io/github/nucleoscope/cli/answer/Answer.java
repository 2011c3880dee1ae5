package io.github.nucleoscope.cli.answer;

import java.util.List;
import java.util.Map;

/** What a command answers. */
public interface Answer {

    /** For people: what is printed. */
    List<String> lines();

    /** For programs: one JSON object, as maps, lists, strings, numbers and booleans. */
    Map<String, Object> json();
}
