package io.github.nucleoscope.fiji.annotation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.RoiClasses.RoiClass;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.problem.InputException;

/**
 * The classes of the nuclei of an image, and the operations on them. Nuclei are numbered from 0; classes are ROI
 * groups, from 1, and 0 means no class. A suggestion is not a label until it is accepted.
 */
public final class Annotation {

    /** Stands for no nucleus. */
    public static final int NONE = -1;

    private record Change(int nucleus, int before) {}

    private final int[] groups;
    private final List<Optional<Suggestion>> suggestions;
    private final Deque<List<Change>> steps = new ArrayDeque<>();
    private RoiClasses classes;
    private int current;
    private int selected = NONE;

    /**
     * @param groups the class of each nucleus, 0 for none; copied
     * @param suggestions one per nucleus; empty for none
     * @param classes all classes, including those of the groups and the suggestions
     */
    public Annotation(int[] groups, List<Optional<Suggestion>> suggestions, RoiClasses classes) {
        if (groups.length != suggestions.size()) {
            throw new IllegalArgumentException(groups.length + " nuclei and " + suggestions.size() + " suggestions");
        }
        this.groups = groups.clone();
        this.suggestions = List.copyOf(suggestions);
        this.classes = classes;
        current = classes.byGroup().isEmpty() ? 0 : classes.byGroup().firstKey();
        IntStream.concat(Arrays.stream(groups).filter(group -> group > 0),
                suggestions.stream().flatMap(Optional::stream).mapToInt(Suggestion::group)).forEach(this::requireClass);
    }

    private void requireClass(int group) {
        if (group != 0 && !classes.byGroup().containsKey(group)) {
            throw new IllegalArgumentException("there is no class " + group + ": there are "
                    + classes.byGroup().keySet());
        }
    }

    /** Returns the number of nuclei. */
    public int size() {
        return groups.length;
    }

    /** Returns the class of a nucleus; 0 for none. */
    public int group(int nucleus) {
        return groups[nucleus];
    }

    /** Returns the class that a model suggests for a nucleus without a class; otherwise 0. */
    public int suggested(int nucleus) {
        return groups[nucleus] > 0 ? 0 : suggestions.get(nucleus).map(Suggestion::group).orElse(0);
    }

    /** Returns whether there are any suggestions by a model. */
    public boolean hasSuggestions() {
        return suggestions.stream().anyMatch(Optional::isPresent);
    }

    /** Returns the classes. */
    public RoiClasses classes() {
        return classes;
    }

    /** Returns the current class, which nuclei are labelled with; 0 removes their class. */
    public int current() {
        return current;
    }

    /** @throws IllegalArgumentException if there is no such class */
    public void choose(int group) {
        requireClass(group);
        current = group;
    }

    /** Returns the number of nuclei of a class; for 0 of those without a class. */
    public int count(int group) {
        return (int) Arrays.stream(groups).filter(g -> g == group).count();
    }

    /** Begins a step: all changes until the next step are undone together. */
    public void beginStep() {
        steps.push(new ArrayList<>());
    }

    /**
     * Labels a nucleus with the current class, as part of the current step.
     *
     * @return whether this changed its class
     */
    public boolean label(int nucleus) {
        return label(nucleus, current);
    }

    /** Labels a nucleus with its suggested class, or with the current class if there is no suggestion. */
    public boolean accept(int nucleus) {
        int suggested = suggested(nucleus);
        return label(nucleus, suggested > 0 ? suggested : current);
    }

    private boolean label(int nucleus, int group) {
        if (groups[nucleus] == group) {
            return false;
        }
        steps.element().add(new Change(nucleus, groups[nucleus]));
        groups[nucleus] = group;
        return true;
    }

    /**
     * Undoes the last step that changed anything. Names and colours of classes are not undone.
     *
     * @return the nuclei that changed; empty if there is nothing to undo
     */
    public List<Integer> undo() {
        while (!steps.isEmpty()) {
            List<Change> step = steps.pop();
            if (!step.isEmpty()) {
                // In reverse order, so that each nucleus ends with the class it had before the step.
                Collections.reverse(step);
                step.forEach(change -> groups[change.nucleus] = change.before);
                return step.stream().map(Change::nucleus).distinct().toList();
            }
        }
        return List.of();
    }

    /** @throws InputException if the name is blank or taken by another class */
    public void rename(int group, String name) {
        requireClass(group);
        classes = classes.with(group, new RoiClass(name, classes.byGroup().get(group).rgb()));
    }

    /** @param rgb 0xRRGGBB */
    public void recolour(int group, int rgb) {
        requireClass(group);
        classes = classes.with(group, new RoiClass(classes.byGroup().get(group).name(), rgb));
    }

    /**
     * Adds a class, named by its number, and makes it the current one.
     *
     * @return its group, the lowest free one
     * @throws InputException if all groups of ImageJ are taken
     */
    public int addClass() {
        int group = classes.lowestFree();
        classes = classes.withNamed(group, "class " + group);
        current = group;
        return group;
    }

    /** Returns the nucleus that Tab, U or a click went to last; {@link #NONE} at first. */
    public int selected() {
        return selected;
    }

    /** @param nucleus to select, or {@link #NONE} */
    public void select(int nucleus) {
        selected = nucleus;
    }

    /**
     * Returns the next nucleus without a class, in the order of the nuclei, wrapping around; visible ones come first.
     *
     * @param after a nucleus or {@link #NONE}
     * @return {@link #NONE} if all have a class
     */
    public int nextUnlabelled(int after, IntPredicate isVisible) {
        int[] inOrder = IntStream.rangeClosed(1, groups.length).map(i -> (after + i) % groups.length)
                .filter(nucleus -> groups[nucleus] == 0).toArray();
        return Arrays.stream(inOrder).filter(isVisible).findFirst()
                .orElse(inOrder.length == 0 ? NONE : inOrder[0]);
    }

    /**
     * Returns the nucleus without a class whose suggestion is the least certain. If a nucleus with a suggestion is
     * selected, returns the next one by certainty, so that the user can step through them.
     *
     * @return {@link #NONE} if no suggestion is left
     */
    public int mostUncertain() {
        List<Integer> open = IntStream.range(0, groups.length).filter(nucleus -> suggested(nucleus) > 0).boxed()
                .sorted(Comparator.comparingDouble((Integer nucleus) ->
                        -suggestions.get(nucleus).orElseThrow().entropy())).toList();
        return open.isEmpty() ? NONE : open.get((open.indexOf(selected) + 1) % open.size());
    }
}
