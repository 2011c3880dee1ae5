package io.github.nucleoscope.fiji.command;

import java.util.List;

import io.github.nucleoscope.problem.InputException;

/** A parameter that names a class of a model. */
final class ClassParameter {

    private ClassParameter() {}

    /**
     * The index of the class: the last one where none is named.
     *
     * @param names of the model's classes
     * @throws InputException where there is no such class
     */
    static int index(List<String> names, String parameter, String text) {
        if (text == null || text.isBlank()) {
            return names.size() - 1;
        }
        int index = names.indexOf(text.strip());
        if (index < 0) {
            throw new InputException(parameter + " '" + text + "' is no class of the model: use one of "
                    + String.join(", ", names));
        }
        return index;
    }
}
