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
 * Which nucleus of an image is of which class, and what can be done to it. Nuclei are counted from 0; classes are ROI
 * groups, from 1, and 0 is none. A suggestion is no label: it becomes one when it is accepted.
 */
public final class Annotation {

    /** What "no nucleus" is. */
    public static final int NONE = -1;

    private record Change(int nucleus, int before) {}

    private final int[] groups;
    private final List<Optional<Suggestion>> suggestions;
    private final Deque<List<Change>> steps = new ArrayDeque<>();
    private RoiClasses classes;
    private int current;
    private int selected = NONE;

    /**
     * @param groups the class of each nucleus, 0 where it has none; copied
     * @param suggestions one for each nucleus, empty where there is none
     * @param classes all classes that groups and suggestions are of
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

    /** Number of nuclei. */
    public int size() {
        return groups.length;
    }

    /** The class of a nucleus; 0 for none. */
    public int group(int nucleus) {
        return groups[nucleus];
    }

    /** The class that a model suggests, for a nucleus without a class; else 0. */
    public int suggested(int nucleus) {
        return groups[nucleus] > 0 ? 0 : suggestions.get(nucleus).map(Suggestion::group).orElse(0);
    }

    /** Whether a model suggested anything. */
    public boolean hasSuggestions() {
        return suggestions.stream().anyMatch(Optional::isPresent);
    }

    /** The classes. */
    public RoiClasses classes() {
        return classes;
    }

    /** The class that is given to nuclei; 0 takes their class away. */
    public int current() {
        return current;
    }

    /** @throws IllegalArgumentException where there is no such class */
    public void choose(int group) {
        requireClass(group);
        current = group;
    }

    /** Number of nuclei of a class, or with none where it is 0. */
    public int count(int group) {
        return (int) Arrays.stream(groups).filter(g -> g == group).count();
    }

    /** What is done from here on is undone at once. */
    public void beginStep() {
        steps.push(new ArrayList<>());
    }

    /**
     * Gives a nucleus the current class, as part of the step that was begun.
     *
     * @return whether that changed its class
     */
    public boolean label(int nucleus) {
        return label(nucleus, current);
    }

    /** Gives a nucleus its suggested class, or the current class where there is no suggestion. */
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
     * Takes the last step back that changed anything. Names and colours of classes stay.
     *
     * @return the nuclei that changed, none where there is nothing to undo
     */
    public List<Integer> undo() {
        while (!steps.isEmpty()) {
            List<Change> step = steps.pop();
            if (!step.isEmpty()) {
                // The first change of a nucleus last: it knows what was before the step.
                Collections.reverse(step);
                step.forEach(change -> groups[change.nucleus] = change.before);
                return step.stream().map(Change::nucleus).distinct().toList();
            }
        }
        return List.of();
    }

    /** @throws InputException where the name is blank or another class has it */
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
     * Adds a class, named by its number, and chooses it.
     *
     * @return its group, the lowest that is free
     * @throws InputException where all groups of ImageJ are taken
     */
    public int addClass() {
        int group = classes.lowestFree();
        classes = classes.withNamed(group, "class " + group);
        current = group;
        return group;
    }

    /** The nucleus that Tab, U or a click went to last; {@link #NONE} at first. */
    public int selected() {
        return selected;
    }

    /** @param nucleus to mark, or {@link #NONE} */
    public void select(int nucleus) {
        selected = nucleus;
    }

    /**
     * The next nucleus without a class after a nucleus, in the order of the nuclei and going round; those that are
     * visible come first.
     *
     * @param after a nucleus or {@link #NONE}
     * @return {@link #NONE} where all have a class
     */
    public int nextUnlabelled(int after, IntPredicate isVisible) {
        int[] inOrder = IntStream.rangeClosed(1, groups.length).map(i -> (after + i) % groups.length)
                .filter(nucleus -> groups[nucleus] == 0).toArray();
        return Arrays.stream(inOrder).filter(isVisible).findFirst()
                .orElse(inOrder.length == 0 ? NONE : inOrder[0]);
    }

    /**
     * The nucleus without a class of whose suggestion the model is least certain; when it is selected already, the one
     * that follows, so that one can go through them.
     *
     * @return {@link #NONE} where no suggestion is left
     */
    public int mostUncertain() {
        List<Integer> open = IntStream.range(0, groups.length).filter(nucleus -> suggested(nucleus) > 0).boxed()
                .sorted(Comparator.comparingDouble((Integer nucleus) ->
                        -suggestions.get(nucleus).orElseThrow().entropy())).toList();
        return open.isEmpty() ? NONE : open.get((open.indexOf(selected) + 1) % open.size());
    }
}
