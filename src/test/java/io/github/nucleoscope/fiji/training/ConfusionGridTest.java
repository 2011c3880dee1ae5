package io.github.nucleoscope.fiji.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Component;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.JPanel;

import io.github.nucleoscope.evaluation.ConfusionMatrix;
import org.junit.jupiter.api.Test;

class ConfusionGridTest {

    /** Three nuclei of "a", one of them taken for "b"; none of "b"; one of "c", taken for "a". */
    private static final ConfusionMatrix MATRIX = ConfusionMatrix.of(List.of("a", "b", "<html>c"),
            new int[] {0, 0, 0, 2}, new int[] {0, 0, 1, 0});

    @Test
    void cellsHaveTheCountAndTheShareOfTheirRow() {
        assertEquals("2 (67 %)", ConfusionGrid.cellText(MATRIX, 0, 0));
        assertEquals("1 (33 %)", ConfusionGrid.cellText(MATRIX, 0, 1));
        assertEquals("0 (0 %)", ConfusionGrid.cellText(MATRIX, 0, 2));
        assertEquals("1 (100 %)", ConfusionGrid.cellText(MATRIX, 2, 0));
        assertEquals("0", ConfusionGrid.cellText(MATRIX, 1, 1), "no nucleus is of this class: there is no share");
    }

    /** Truth in rows, and class names as they are. */
    @Test
    void theGridIsThatOfTheMatrix() {
        JPanel grid = (JPanel) new ConfusionGrid(MATRIX).getComponent(0);
        GridBagLayout layout = (GridBagLayout) grid.getLayout();
        List<String> cells = new ArrayList<>();
        for (int row = 0; row < 6; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < 5; column++) {
                for (Component component : grid.getComponents()) {
                    GridBagConstraints place = layout.getConstraints(component);
                    if (place.gridx == column && place.gridy == row) {
                        line.append(((JLabel) component).getText());
                    }
                }
                line.append('|');
            }
            cells.add(line.toString());
        }
        assertEquals(List.of("|Predicted class||||", "True class|a|b|<html>c|Total|",
                "a|2 (67 %)|1 (33 %)|0 (0 %)|3|", "b|0|0|0|0|", "<html>c|1 (100 %)|0 (0 %)|0 (0 %)|1|",
                "Total|3|1|0|4|"), cells);
    }
}
