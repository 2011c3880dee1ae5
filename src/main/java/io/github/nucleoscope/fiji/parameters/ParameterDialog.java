package io.github.nucleoscope.fiji.parameters;

import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Container;
import java.awt.Font;
import java.awt.Label;
import java.awt.TextField;
import java.awt.event.ActionListener;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JFileChooser;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.io.SaveDialog;
import io.github.nucleoscope.problem.InputException;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * Asks for the parameters of a command in ImageJ's own dialog, for plain ImageJ, which has no other. ImageJ would
 * record the first words of the labels as keys, but the keys are the names of the parameters: so the fields are read
 * directly, and the dialog records nothing.
 */
public final class ParameterDialog {

    private static final int NUMBER_COLUMNS = 8;
    private static final int PATH_COLUMNS = 40;

    /** SciJava's default for parameters that do not specify their columns. */
    private static final int DEFAULT_COLUMNS = 6;

    /** A dialog with more fields than this has two small ones in a row, to fit on the screen. */
    private static final int TALL = 16;

    private record Field(ModuleItem<?> parameter, Supplier<String> text) {}

    private final Module module;
    private final GenericDialog dialog;
    private final List<Field> fields = new ArrayList<>();
    private Label problem;

    /** The type of the field that is alone in the last row and leaves room for another; null if there is none. */
    private Class<?> alone;

    private ParameterDialog(Module module) {
        this.module = module;
        dialog = new GenericDialog(module.getInfo().getLabel());
    }

    /**
     * Asks for the parameters that are not resolved and passes the user's values to the command. Must not be called on
     * the event thread.
     *
     * @return the parameters that were asked for; empty if the user cancelled
     */
    public static Optional<List<ModuleItem<?>>> fillIn(Module module) {
        if (DialogMemory.concerns(module)) {
            DialogMemory.recall(module);
        }
        ParameterDialog dialog = new ParameterDialog(module);
        dialog.addFields();
        if (dialog.fields.isEmpty()) {
            return Optional.of(List.of());
        }
        return dialog.show() ? Optional.of(dialog.fields.stream().<ModuleItem<?>>map(Field::parameter).toList())
                : Optional.empty();
    }

    /** Remembers the values of a command that succeeded for its next dialog. */
    public static void remember(Module module) {
        if (DialogMemory.concerns(module)) {
            DialogMemory.remember(module);
        }
    }

    private void addFields() {
        List<ModuleItem<?>> parameters = CommandParameters.of(module);
        boolean isTall = parameters.stream().filter(this::isAsked).count() > TALL;
        StringBuilder help = new StringBuilder("<html>");
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            if (input.getVisibility() == ItemVisibility.MESSAGE) {
                addHeading(input);
                alone = null;
            } else if (parameters.contains(input) && isAsked(input)) {
                if (isTall) {
                    joinRow(input);
                }
                fields.add(new Field(input, addField(input)));
                help.append("<p><b>").append(input.getLabel()).append("</b><br>").append(input.getDescription())
                        .append("</p>");
            }
        }
        dialog.addMessage(" ", null, Color.RED.darker());
        problem = (Label) dialog.getMessage();
        dialog.addHelp(help.toString());
    }

    private boolean isAsked(ModuleItem<?> parameter) {
        return parameter.getVisibility() != ItemVisibility.INVISIBLE && !module.isInputResolved(parameter.getName());
    }

    /** Pairs check boxes with check boxes, and numbers and choices with each other. */
    private void joinRow(ModuleItem<?> parameter) {
        boolean hasChoices = parameter.getChoices() != null && !parameter.getChoices().isEmpty();
        Class<?> type = parameter.getType();
        Class<?> kind = type == boolean.class || type == Boolean.class ? Checkbox.class
                : isNumber(type) || hasChoices ? TextField.class : null;
        if (kind != null && kind == alone) {
            dialog.addToSameRow();
            alone = null;
        } else {
            alone = kind;
        }
    }

    private static boolean isNumber(Class<?> type) {
        return type.isPrimitive() && type != boolean.class || Number.class.isAssignableFrom(type);
    }

    private void addHeading(ModuleItem<?> input) {
        String text = String.valueOf(module.getInput(input.getName()));
        dialog.addMessage(text.replaceAll("<[^>]*>", ""),
                text.contains("<b>") ? new Font(Font.SANS_SERIF, Font.BOLD, 12) : null);
    }

    private Supplier<String> addField(ModuleItem<?> parameter) {
        Class<?> type = parameter.getType();
        String label = parameter.getLabel();
        String text = ParameterText.of(module.getInput(parameter.getName()));
        if (type == boolean.class || type == Boolean.class) {
            dialog.addCheckbox(label, Boolean.parseBoolean(text));
            Checkbox checkbox = (Checkbox) dialog.getCheckboxes().lastElement();
            return () -> String.valueOf(checkbox.getState());
        }
        if (type == ImagePlus.class) {
            return addChoice(label, imageTitles(), text);
        }
        if (parameter.getChoices() != null && !parameter.getChoices().isEmpty()) {
            return addChoice(label, parameter.getChoices().stream().map(Object::toString).toArray(String[]::new), text);
        }
        if (type == File.class) {
            return addFile(parameter, label, text);
        }
        int columns = parameter.getColumnCount();
        dialog.addStringField(label, text, isNumber(type) ? NUMBER_COLUMNS
                : columns == DEFAULT_COLUMNS ? PATH_COLUMNS : Math.min(columns, PATH_COLUMNS));
        return lastText();
    }

    private Supplier<String> addChoice(String label, String[] items, String text) {
        dialog.addChoice(label, items, text);
        Choice choice = (Choice) dialog.getChoices().lastElement();
        return choice::getSelectedItem;
    }

    /** Returns the titles of the open images, after an empty one for no image. */
    private static String[] imageTitles() {
        String[] open = WindowManager.getImageTitles();
        String[] titles = new String[open.length + 1];
        titles[0] = "";
        System.arraycopy(open, 0, titles, 1, open.length);
        return titles;
    }

    private Supplier<String> addFile(ModuleItem<?> parameter, String label, String text) {
        String style = String.valueOf(parameter.getWidgetStyle());
        if (style.contains("directory")) {
            dialog.addDirectoryField(label, text, PATH_COLUMNS);
        } else {
            dialog.addFileField(label, text, PATH_COLUMNS);
            TextField field = (TextField) dialog.getStringFields().lastElement();
            if (style.contains("save")) {
                browse(field, () -> chooseNewFile(label, field.getText()));
            } else if (style.contains("both")) {
                browse(field, () -> chooseFileOrFolder(label, field.getText()));
            }
        }
        return lastText();
    }

    private Supplier<String> lastText() {
        return ((TextField) dialog.getStringFields().lastElement())::getText;
    }

    /** Replaces the action of the button next to the field, which would choose an existing file. */
    private static void browse(TextField field, Supplier<String> chooser) {
        Container row = field.getParent();
        Button button = (Button) row.getComponent(row.getComponentCount() - 1);
        for (ActionListener listener : button.getActionListeners()) {
            button.removeActionListener(listener);
        }
        button.addActionListener(event -> {
            String path = chooser.get();
            if (path != null) {
                field.setText(path);
            }
        });
    }

    private static String chooseNewFile(String label, String path) {
        File old = new File(path);
        SaveDialog chooser = old.getParent() == null ? new SaveDialog(label, old.getName(), null)
                : new SaveDialog(label, old.getParent() + File.separator, old.getName(), null);
        return chooser.getFileName() == null ? null : chooser.getDirectory() + chooser.getFileName();
    }

    private static String chooseFileOrFolder(String label, String path) {
        JFileChooser chooser = new JFileChooser(path.isBlank() ? null : new File(path).getParentFile());
        chooser.setDialogTitle(label);
        chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
        return chooser.showOpenDialog(null) == JFileChooser.APPROVE_OPTION
                ? chooser.getSelectedFile().getPath() : null;
    }

    /** @return whether the user pressed OK */
    private boolean show() {
        try (Preview preview = new Preview(module)) {
            dialog.addDialogListener((source, event) -> check(event, preview));
            dialog.addWindowListener(new WindowAdapter() {
                @Override
                public void windowOpened(WindowEvent event) {
                    check(event, preview);
                }
            });
            dialog.showDialog();
        }
        if (dialog.wasCanceled()) {
            return false;
        }
        fields.forEach(field -> module.resolveInput(field.parameter().getName()));
        values().forEach(module::setInput);
        return true;
    }

    /** @return whether all fields are valid; without an event the dialog is closing and has been checked before */
    private boolean check(AWTEvent event, Preview preview) {
        if (event == null) {
            return true;
        }
        try {
            preview.show(values());
            tell("");
            return true;
        } catch (InputException e) {
            tell(e.getMessage());
            return false;
        }
    }

    private void tell(String text) {
        if (!problem.getText().strip().equals(text)) {
            problem.setText(text.isEmpty() ? " " : text);
            dialog.pack();
        }
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.parameter().getName(),
                ParameterText.parse(field.parameter(), field.text().get())));
        return values;
    }
}
