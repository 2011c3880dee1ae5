package io.github.nucleoscope.fiji.annotation;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.function.Predicate;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/**
 * The keyboard shortcuts of an annotation, in the image's window and in its own. They take precedence over ImageJ's
 * shortcuts.
 */
final class AnnotationKeys implements KeyEventDispatcher {

    private final AnnotationActions actions;
    private final Predicate<Window> isOurs;

    /** @param isOurs whether key events of a window belong to the annotation */
    AnnotationKeys(AnnotationActions actions, Predicate<Window> isOurs) {
        this.actions = actions;
        this.isOurs = isOurs;
    }

    /** @return whether the key was one of the annotation's */
    @Override
    public boolean dispatchKeyEvent(KeyEvent event) {
        Component target = event.getComponent();
        Window window = target instanceof Window itself ? itself : SwingUtilities.getWindowAncestor(target);
        if (window == null || !isOurs.test(window) || target instanceof JTextComponent) {
            return false;
        }
        Runnable action = action(event);
        if (action == null) {
            return false;
        }
        if (event.getID() == KeyEvent.KEY_PRESSED) {
            action.run();
        }
        return true;
    }

    private Runnable action(KeyEvent event) {
        boolean isCommand = event.isControlDown() || event.isMetaDown();
        if (event.isAltDown()) {
            return null;
        }
        // A typed event has only a character, and follows the pressed event, which did the work.
        int code = event.getID() == KeyEvent.KEY_TYPED ? KeyEvent.getExtendedKeyCodeForChar(event.getKeyChar())
                : event.getKeyCode();
        if (isCommand) {
            return code == KeyEvent.VK_Z ? actions::undo : null;
        }
        if (code >= KeyEvent.VK_0 && code <= KeyEvent.VK_9) {
            return () -> actions.choose(code - KeyEvent.VK_0);
        }
        if (code >= KeyEvent.VK_NUMPAD0 && code <= KeyEvent.VK_NUMPAD9) {
            return () -> actions.choose(code - KeyEvent.VK_NUMPAD0);
        }
        return switch (code) {
            case KeyEvent.VK_TAB -> actions::next;
            case KeyEvent.VK_U -> actions::mostUncertain;
            case KeyEvent.VK_Z -> actions::undo;
            case KeyEvent.VK_ENTER -> actions::accept;
            default -> null;
        };
    }
}
