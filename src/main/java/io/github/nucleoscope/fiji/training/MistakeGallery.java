package io.github.nucleoscope.fiji.training;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Font;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.dataset.Origin;
import io.github.nucleoscope.training.Judgement.Answer;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The misclassified nuclei as the network sees them, the most confident predictions first. A click, or the Enter key,
 * selects the nucleus in its image.
 */
final class MistakeGallery extends JPanel {

    private static final long serialVersionUID = 1L;

    /** Largest number of nuclei shown: nobody would look at more. */
    private static final int MAX_SHOWN = 60;

    private MistakeGallery(String heading, List<Answer> mistakes, List<NucleusClass> classes,
            Consumer<Origin> selection) {
        super(new BorderLayout());
        setBackground(Color.WHITE);
        JLabel text = new JLabel(heading);
        text.setFont(text.getFont().deriveFont(Font.PLAIN));
        text.setBorder(BorderFactory.createEmptyBorder(12, 16, 8, 16));
        add(text, BorderLayout.NORTH);
        if (mistakes.isEmpty()) {
            return;
        }
        JList<Answer> list = new JList<>(mistakes.toArray(Answer[]::new));
        list.setName("mistakes");
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setLayoutOrientation(JList.HORIZONTAL_WRAP);
        list.setVisibleRowCount(0);
        MistakeCell cell = new MistakeCell(mistakes, classes);
        list.setCellRenderer(cell);
        list.setFixedCellWidth(cell.getPreferredSize().width);
        list.setFixedCellHeight(cell.getPreferredSize().height);
        list.setBorder(BorderFactory.createEmptyBorder(0, 8, 8, 8));
        list.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent event) {
                int index = list.locationToIndex(event.getPoint());
                if (index >= 0 && list.getCellBounds(index, index).contains(event.getPoint())) {
                    select(mistakes.get(index), selection);
                }
            }
        });
        list.getInputMap(JComponent.WHEN_FOCUSED).put(KeyStroke.getKeyStroke("ENTER"), "select");
        list.getActionMap().put("select", new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                if (list.getSelectedValue() != null) {
                    select(list.getSelectedValue(), selection);
                }
            }
        });
        JScrollPane scroll = new JScrollPane(list);
        scroll.setBorder(null);
        scroll.getVerticalScrollBar().setUnitIncrement(24);
        add(scroll, BorderLayout.CENTER);
    }

    private static void select(Answer mistake, Consumer<Origin> selection) {
        mistake.crop().origin().ifPresent(selection);
    }

    /** Returns the gallery of the held-out part. */
    static MistakeGallery of(TrainingResult result) {
        Optional<HeldOutPart> part = HeldOutPart.of(result);
        List<Answer> mistakes = part.map(p -> p.judgement().worstMistakes()).orElse(List.of());
        return new MistakeGallery(heading(part, mistakes.size()), mistakes.stream().limit(MAX_SHOWN).toList(),
                result.classifier().classes(), NucleusSelection::start);
    }

    private static String heading(Optional<HeldOutPart> part, int mistakes) {
        if (part.isEmpty()) {
            return "No nuclei were held out, so no mistakes are known.";
        }
        String where = "of the " + part.get().judgement().answers().size() + " nuclei of the "
                + part.get().name().split(",")[0].toLowerCase(Locale.ROOT);
        if (mistakes == 0) {
            return "None " + where + " was misclassified.";
        }
        return mistakes + " " + where + (mistakes == 1 ? " was" : " were") + " misclassified"
                + (mistakes > MAX_SHOWN ? "; here are the " + MAX_SHOWN + " most confidently misclassified"
                        : ", the most confident first")
                + ". Click one to see it in its image.";
    }
}
