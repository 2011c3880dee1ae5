package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.image.BufferedImage;

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
}
