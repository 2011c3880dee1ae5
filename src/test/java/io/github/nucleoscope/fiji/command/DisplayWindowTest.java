package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JTextField;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("window")
class DisplayWindowTest {

    @Test
    void aScreenshotShowsTheWindow() {
        Display display = Display.require();
        Frame frame = new Frame("Orange") {
            private static final long serialVersionUID = 1L;

            @Override
            public void paint(Graphics graphics) {
                graphics.setColor(Color.ORANGE);
                graphics.fillRect(0, 0, getWidth(), getHeight());
            }
        };
        frame.setSize(200, 200);
        frame.setVisible(true);
        try {
            BufferedImage picture = display.waitFor("orange window", () -> {
                BufferedImage now = display.screenshot("orange", frame);
                return now.getRGB(100, 100) == Color.ORANGE.getRGB() ? now : null;
            });
            assertEquals(200, picture.getWidth());
        } finally {
            frame.dispose();
        }
    }

    /** And the keys go to where the focus was set. */
    @Test
    void aClickReachesAWindowBehindAnother() {
        Display display = Display.require();
        JFrame behind = new JFrame("behind");
        JButton button = new JButton("here");
        JTextField field = new JTextField();
        AtomicInteger clicks = new AtomicInteger();
        button.addActionListener(event -> clicks.incrementAndGet());
        behind.getContentPane().add(button, BorderLayout.CENTER);
        behind.getContentPane().add(field, BorderLayout.SOUTH);
        behind.setSize(300, 200);
        Frame above = new Frame("above");
        above.setSize(400, 300);
        try {
            behind.setVisible(true);
            above.setVisible(true);
            display.place(behind, 100, 100);
            display.place(above, 50, 50);
            above.toFront();
            display.click(button);
            assertEquals(1, clicks.get());
            display.click(button, new Point(5, 5));
            display.click(button, new Point(5, 5));
            assertEquals(3, clicks.get());
            display.focus(field);
            display.press(KeyEvent.VK_SHIFT, KeyEvent.VK_A);
            display.press(KeyEvent.VK_B);
            assertEquals("Ab", field.getText());
        } finally {
            above.dispose();
            behind.dispose();
        }
    }
}
