package io.github.nucleoscope.fiji.annotation;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.GraphicsConfiguration;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.ButtonGroup;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JColorChooser;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingConstants;

import io.github.nucleoscope.images.RoiClasses.RoiClass;
import io.github.nucleoscope.problem.InputException;

/** The window with number, colour, name and count of each class. Closing it ends the annotation. */
final class AnnotationWindow extends JFrame {

    private static final long serialVersionUID = 1L;

    private static final String HELP = "Click a nucleus, or drag over several, to assign the class.\n"
            + "1-9: choose a class, 0: none. Tab: next without a class.\n"
            + "U: most uncertain suggestion. Enter: accept it.\n"
            + "Z: undo. Suggestions are dashed.";

    private final transient AnnotationActions actions;
    private final JPanel rows = new JPanel(new GridBagLayout());
    private final JLabel progress = new JLabel();
    private final JTextArea message = text("", 3);
    private final transient Map<Integer, Row> byGroup = new TreeMap<>();
    private transient Window image;

    /** The row of one class; group 0 is the row of nuclei without a class. */
    private record Row(JRadioButton number, JButton colour, JTextField name, JLabel count) {}

    /** @param end runs when the window is closed */
    AnnotationWindow(AnnotationActions actions, Runnable end, String title) {
        super("Annotate " + title);
        this.actions = actions;
        setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                end.run();
            }
        });
        // The image keeps the keyboard focus.
        setAutoRequestFocus(false);
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 4));
        buttons.add(button("Add class", actions::addClass));
        buttons.add(button("Undo", actions::undo));
        buttons.add(button("Next", actions::next));
        JButton uncertain = button("Most uncertain", actions::mostUncertain);
        uncertain.setEnabled(actions.annotation().hasSuggestions());
        buttons.add(uncertain);
        JPanel south = new JPanel(new BorderLayout(0, 4));
        south.add(buttons, BorderLayout.NORTH);
        south.add(text(HELP, 4), BorderLayout.CENTER);
        south.add(message, BorderLayout.SOUTH);
        JPanel all = new JPanel(new BorderLayout(0, 6));
        all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        all.add(rows, BorderLayout.NORTH);
        all.add(progress, BorderLayout.CENTER);
        all.add(south, BorderLayout.SOUTH);
        setContentPane(all);
    }

    private static JTextArea text(String text, int lines) {
        JTextArea area = new JTextArea(text, lines, 34);
        area.setEditable(false);
        area.setFocusable(false);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setOpaque(false);
        area.setFont(new JLabel().getFont().deriveFont(Font.PLAIN));
        return area;
    }

    private static JButton button(String label, Runnable action) {
        JButton button = new JButton(label);
        button.setMargin(new Insets(2, 8, 2, 8));
        // So that key events reach the annotation.
        button.setFocusable(false);
        button.addActionListener(event -> action.run());
        return button;
    }

    /** Shows the window to the right of the image's window, or to the left if there is no room. */
    void open(Window imageWindow) {
        image = imageWindow;
        refresh();
        pack();
        GraphicsConfiguration screen = imageWindow.getGraphicsConfiguration();
        Rectangle bounds = screen.getBounds();
        Rectangle beside = imageWindow.getBounds();
        int right = beside.x + beside.width + 4;
        int left = beside.x - 4 - getWidth();
        int last = bounds.x + bounds.width - getWidth();
        setLocation(right > last && left >= bounds.x ? left : Math.max(bounds.x, Math.min(right, last)),
                Math.max(bounds.y, Math.min(beside.y, bounds.y + bounds.height - getHeight())));
        setVisible(true);
    }

    /** Shows a line about what happened. */
    void report(String line) {
        message.setText(Character.toUpperCase(line.charAt(0)) + line.substring(1) + ".");
    }

    /** Updates classes and counts. */
    void refresh() {
        Annotation annotation = actions.annotation();
        Map<Integer, RoiClass> classes = annotation.classes().byGroup();
        if (byGroup.size() != classes.size() + 1) {
            makeRows(classes);
        }
        byGroup.forEach((group, row) -> {
            row.number.setSelected(group == annotation.current());
            row.count.setText(String.valueOf(annotation.count(group)));
            if (group > 0) {
                row.colour.setIcon(new Swatch(classes.get(group).rgb()));
                if (!row.name.isFocusOwner()) {
                    row.name.setText(classes.get(group).name());
                }
            }
        });
        progress.setText(annotation.size() - annotation.count(0) + " of " + annotation.size()
                + " nuclei have a class");
    }

    private void makeRows(Map<Integer, RoiClass> classes) {
        rows.removeAll();
        byGroup.clear();
        ButtonGroup numbers = new ButtonGroup();
        for (int group : classes.keySet()) {
            addRow(group, numbers);
        }
        addRow(0, numbers);
        pack();
    }

    private void addRow(int group, ButtonGroup numbers) {
        JRadioButton number = new JRadioButton(String.valueOf(group));
        number.setFocusable(false);
        number.addActionListener(event -> actions.choose(group));
        numbers.add(number);
        JLabel count = new JLabel("0", SwingConstants.RIGHT);
        count.setPreferredSize(new Dimension(60, count.getPreferredSize().height));
        Row row = new Row(number, button("", () -> chooseColour(group)), new JTextField(16), count);
        row.colour.setToolTipText("Colour of the class");
        row.name.setToolTipText("Name of the class");
        row.name.addActionListener(event -> image.requestFocus());
        row.name.addActionListener(event -> rename(group, row.name));
        row.name.addFocusListener(new FocusAdapter() {
            @Override
            public void focusLost(FocusEvent event) {
                rename(group, row.name);
            }
        });
        GridBagConstraints place = new GridBagConstraints();
        place.gridy = byGroup.size();
        place.insets = new Insets(1, 2, 1, 2);
        place.fill = GridBagConstraints.HORIZONTAL;
        rows.add(row.number, place);
        rows.add(group == 0 ? Box.createHorizontalStrut(1) : row.colour, place);
        place.weightx = 1;
        JComponent name = group == 0 ? new JLabel("no class") : row.name;
        rows.add(name, place);
        place.weightx = 0;
        rows.add(row.count, place);
        byGroup.put(group, row);
    }

    private void chooseColour(int group) {
        Color before = new Color(actions.annotation().classes().byGroup().get(group).rgb());
        Color chosen = JColorChooser.showDialog(this, "Colour of class " + group, before);
        if (chosen != null) {
            actions.recolour(group, chosen.getRGB() & 0xFFFFFF);
        }
    }

    private void rename(int group, JTextField field) {
        String before = actions.annotation().classes().byGroup().get(group).name();
        String name = field.getText().strip();
        if (name.equals(before)) {
            return;
        }
        try {
            actions.rename(group, name);
        } catch (InputException e) {
            field.setText(before);
            report(e.getMessage());
        }
    }

    /** A filled square. */
    private record Swatch(int rgb) implements Icon {

        @Override
        public void paintIcon(Component component, Graphics graphics, int x, int y) {
            graphics.setColor(new Color(rgb));
            graphics.fillRect(x, y, getIconWidth(), getIconHeight());
            graphics.setColor(Color.DARK_GRAY);
            graphics.drawRect(x, y, getIconWidth() - 1, getIconHeight() - 1);
        }

        @Override
        public int getIconWidth() {
            return 24;
        }

        @Override
        public int getIconHeight() {
            return 14;
        }
    }
}
