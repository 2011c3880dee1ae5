package io.github.nucleoscope.fiji.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.JTextArea;

import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.SmallEnsemble;
import io.github.nucleoscope.training.TrainingResult;
import org.junit.jupiter.api.Test;

class ResultPanelTest {

    /** In the order of the panel. */
    private static List<JTextArea> texts(Container container) {
        List<JTextArea> found = new ArrayList<>();
        for (Component component : container.getComponents()) {
            if (component instanceof JTextArea text) {
                found.add(text);
            } else if (component instanceof Container inner) {
                found.addAll(texts(inner));
            }
        }
        return found;
    }

    @Test
    void whatToLabelNextComesFirstAndThenTheFiguresAndWhatWasChosen() {
        TrainingResult result = SmallEnsemble.train(ClassifierKind.BOTH, 8);
        List<JTextArea> texts = texts(new ResultPanel(result));
        List<String> lines = texts.stream().map(JTextArea::getText).toList();
        // Too few of each of the two classes; the members may also disagree.
        assertTrue(result.advice().size() >= 2, result.advice().toString());
        assertEquals(result.advice(), lines.subList(0, result.advice().size()));
        for (int i = 0; i < result.advice().size(); i++) {
            assertEquals(Font.BOLD, texts.get(i).getFont().getStyle());
        }
        int figures = lines.indexOf("All labelled nuclei, each judged by members that had not seen it");
        assertEquals(result.advice().size(), figures, lines.toString());
        assertEquals(2, result.decisions().size());
        List<Integer> decisions = result.decisions().stream()
                .map(line -> lines.indexOf(line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) + "."))
                .toList();
        assertTrue(decisions.get(0) > figures && decisions.get(1) > decisions.get(0), decisions + " of " + lines);
    }

    /** The nuclei of the table are those that were trained on, and none is counted twice. */
    @Test
    void withoutAdviceTheFiguresComeFirst() {
        TrainingResult result = SmallEnsemble.train(ClassifierKind.MEASUREMENTS, 40);
        List<String> lines = texts(new ResultPanel(result)).stream().map(JTextArea::getText).toList();
        assertEquals(List.of(), result.advice());
        assertEquals("All labelled nuclei, each judged by members that had not seen it", lines.get(0));
        assertTrue(lines.contains("The classifier is made of measurements."), lines.toString());
        assertEquals(80, HeldOutPart.of(result).orElseThrow().judgement().answers().size());
    }
}
