package io.github.nucleoscope.fiji.training;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Graphics;
import java.awt.GridLayout;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.report.Pictures;
import io.github.nucleoscope.training.Judgement.Answer;

/**
 * Draws one misclassified nucleus: the crop as the network sees it, the true and the predicted class, the confidence,
 * and the name of the image.
 */
final class MistakeCell extends JPanel implements ListCellRenderer<Answer> {

    private static final long serialVersionUID = 1L;

    private static final int PICTURE = 128;
    private static final int WIDTH = 184;
    private static final Color SELECTED = new Color(0xD6EAF8);
    private static final Color GREY = new Color(0x666666);

    private final transient List<NucleusClass> classes;
    private final transient List<BufferedImage> pictures;
    private final JLabel picture = new JLabel("", JLabel.LEFT);
    private final JLabel truth = label();
    private final JLabel prediction = label();
    private final JLabel image = label();

    /** @param mistakes the misclassified nuclei of the list, in order */
    MistakeCell(List<Answer> mistakes, List<NucleusClass> classes) {
        super(new BorderLayout(0, 6));
        this.classes = classes;
        pictures = mistakes.stream().map(mistake -> Pictures.ofCrop(mistake.crop().crop())).toList();
        setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        image.setForeground(GREY);
        JPanel text = new JPanel(new GridLayout(3, 1, 0, 2));
        text.setOpaque(false);
        text.add(truth);
        text.add(prediction);
        text.add(image);
        picture.setIcon(new CropIcon(pictures.get(0)));
        add(picture, BorderLayout.CENTER);
        add(text, BorderLayout.SOUTH);
        truth.setText("A");
        prediction.setText("A");
        image.setText("A");
        setPreferredSize(new Dimension(WIDTH, super.getPreferredSize().height));
    }

    private static JLabel label() {
        JLabel label = new JLabel();
        // A class may be called <html>.
        label.putClientProperty("html.disable", true);
        label.setFont(label.getFont().deriveFont(Font.PLAIN));
        return label;
    }

    @Override
    public Component getListCellRendererComponent(JList<? extends Answer> list, Answer answer, int index,
            boolean selected, boolean focused) {
        NucleusClass right = classes.get(answer.truth());
        NucleusClass wrong = classes.get(answer.prediction().classIndex());
        String confidence = String.format(Locale.ROOT, "%.2f", answer.prediction().confidence());
        picture.setIcon(new CropIcon(pictures.get(index)));
        truth.setText("truth: " + right.name());
        truth.setIcon(new Swatch(right.rgb()));
        prediction.setText("predicted: " + wrong.name());
        prediction.setIcon(new Swatch(wrong.rgb()));
        image.setText(confidence + ", " + answer.crop().crop().source());
        setToolTipText("truth " + right.name() + ", predicted " + wrong.name() + " with confidence " + confidence
                + ", " + answer.crop().crop().source());
        setBackground(selected ? SELECTED : Color.WHITE);
        return this;
    }

    /** A crop without interpolation, scaled to a square. */
    private record CropIcon(BufferedImage crop) implements Icon {

        @Override
        public void paintIcon(Component component, Graphics graphics, int x, int y) {
            Graphics2D copy = (Graphics2D) graphics.create();
            copy.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            copy.drawImage(crop, x, y, PICTURE, PICTURE, null);
            copy.dispose();
        }

        @Override
        public int getIconWidth() {
            return PICTURE;
        }

        @Override
        public int getIconHeight() {
            return PICTURE;
        }
    }

    /** A square in the colour of a class. */
    private record Swatch(int rgb) implements Icon {

        private static final int SIDE = 11;

        @Override
        public void paintIcon(Component component, Graphics graphics, int x, int y) {
            graphics.setColor(new Color(rgb));
            graphics.fillRect(x, y, SIDE, SIDE);
            graphics.setColor(GREY);
            graphics.drawRect(x, y, SIDE - 1, SIDE - 1);
        }

        @Override
        public int getIconWidth() {
            return SIDE;
        }

        @Override
        public int getIconHeight() {
            return SIDE;
        }
    }
}
