package io.github.nucleoscope.fiji.command;

import java.util.List;

import io.github.nucleoscope.problem.InputException;

/** A parameter that names a class of a model. */
final class ClassParameter {

    private ClassParameter() {}

    /**
     * Returns the index of the class; of the last class if the text is empty.
     *
     * @param names names of the model's classes
     * @throws InputException if there is no such class
     */
    static int index(List<String> names, String parameter, String text) {
        if (text == null || text.isBlank()) {
            return names.size() - 1;
        }
        int index = names.indexOf(text.strip());
        if (index < 0) {
            throw new InputException(parameter + " '" + text + "' is not a class of the model: use one of "
                    + String.join(", ", names));
        }
        return index;
    }
}
