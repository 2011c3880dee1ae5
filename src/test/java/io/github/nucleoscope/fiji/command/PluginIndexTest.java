package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.fiji.plain.NucleoscopePlugIn;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Preset;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.training.Recipe;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.Contextual;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;

/** What ImageJ2 sees of the commands before it runs them. */
class PluginIndexTest {

    private static final List<Class<? extends NucleoscopeCommand>> COMMANDS =
            List.of(SegmentNuclei.class, AnnotateNuclei.class, TrainClassifier.class, ClassifyNuclei.class,
                    BatchClassifyFolder.class, CheckTrainingData.class, CompareNetworks.class, DiagnoseNetwork.class,
                    NucleiSample.class);

    /** Without this file in the jar the commands do not exist. */
    @Test
    void theAnnotationIndexListsTheCommands() throws Exception {
        String index = "";
        for (var urls = getClass().getClassLoader().getResources("META-INF/json/org.scijava.plugin.Plugin");
                urls.hasMoreElements();) {
            try (InputStream in = urls.nextElement().openStream()) {
                index += new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        for (Class<?> command : COMMANDS) {
            assertTrue(index.contains("\"" + command.getName() + "\""), command + " is not in the index");
        }
        assertTrue(index.contains("\"" + MacroDefaults.class.getName() + "\""));
    }

    @Test
    void labelsAreTheLeavesOfTheMenuAndUnique() {
        try (Context context = new Context(CommandService.class)) {
            Set<String> labels = new TreeSet<>();
            Set<String> foreign = new TreeSet<>();
            for (CommandInfo info : context.service(CommandService.class).getCommands()) {
                if (info.getClassName().startsWith("io.github.nucleoscope.")) {
                    String menu = info.getClassName().equals(NucleiSample.class.getName()) ? "File > Open Samples > "
                            : "Plugins > Nucleoscope > ";
                    assertEquals(menu + info.getLabel(), info.getMenuPath().getMenuString());
                    assertTrue(labels.add(info.getLabel()), info.getLabel() + " is there twice");
                    assertTrue(info.canRunHeadless(), info.getLabel());
                    assertFalse(info.getDescription().isBlank());
                } else if (!info.getMenuPath().isEmpty()) {
                    foreign.add(info.getMenuPath().getLeaf().getName());
                }
            }
            assertEquals(Set.of("Segment Nuclei", "Annotate Nuclei", "Train Classifier", "Classify Nuclei",
                    "Batch Classify Folder", "Check Training Data", "Compare Networks", "Diagnose Network",
                    "Nuclei (Nucleoscope)"), labels);
            labels.retainAll(foreign);
            assertEquals(Set.of(), labels);
        }
    }

    /**
     * Macro keys are the field names in lower case. A persisted or a required parameter would take what another
     * session left, or fail without stopping the macro.
     */
    @Test
    void parametersSuitMacros() {
        try (Context context = new Context(CommandService.class)) {
            for (Class<? extends NucleoscopeCommand> command : COMMANDS) {
                for (ModuleItem<?> input : items(context.service(CommandService.class).getCommand(command))) {
                    String where = command.getSimpleName() + "." + input.getName();
                    assertTrue(input.getName().matches("[a-z]+(_[a-z]+)*"), where);
                    assertFalse(input.isPersisted(), where);
                    assertFalse(input.isRequired(), where);
                    assertFalse(input.getLabel().isBlank(), where);
                    assertFalse(input.getDescription().isBlank(), where);
                }
            }
        }
    }

    /** Plain ImageJ finds them there; a label that differs would give Fiji two menu items. */
    @Test
    void plainImageJsMenuHasTheSameLabels() throws Exception {
        Set<String> expected = new TreeSet<>();
        try (Context context = new Context(CommandService.class)) {
            for (CommandInfo info : context.service(CommandService.class).getCommands()) {
                if (info.getClassName().startsWith("io.github.nucleoscope.")) {
                    String menu = info.getMenuPath().getMenuString();
                    expected.add(menu.substring(0, menu.lastIndexOf(" > ")).replace(" > ", ">") + ", \""
                            + info.getLabel() + "\", " + NucleoscopePlugIn.class.getName() + "(\""
                            + info.getClassName() + "\")");
                }
            }
        }
        try (InputStream in = getClass().getResourceAsStream("/plugins.config")) {
            assertEquals(expected, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** ImageJ's Recorder and ImageJ2 look for "key=" without a look at what stands before an underscore. */
    @Test
    void noRecordedKeyIsTheEndOfAnother() {
        for (Class<? extends NucleoscopeCommand> command : COMMANDS) {
            for (String key : keys(command)) {
                for (String other : keys(command)) {
                    // The active image is not recorded.
                    assertFalse(!key.equals("image") && other.endsWith("_" + key), command + ": " + other);
                }
            }
        }
    }

    /** The keys are a contract: macros that are written down somewhere use them. */
    @Test
    void keysStay() {
        assertEquals(Set.of("image", "channel", "threshold_method", "nuclei_are", "found_by",
                "segmentation_model", "diameter", "keep_all", "stain", "blur_sigma",
                "local_radius", "split_touching", "fill_holes", "keep_border", "min_area", "max_area",
                "results_file", "make_label_image", "stitch_slices", "measurements", "add_to_roi_manager",
                "preview"),
                keys(SegmentNuclei.class));
        assertEquals(Set.of("image", "annotations", "training_data", "image_folder", "whole_images", "output_model",
                "network", "recipe", "members", "classifier", "start_model", "around_points", "crop_channels",
                "crop_size", "crop_scale", "background", "normalise", "epochs", "patience",
                "learning_rate", "batch_size", "initial_weights", "augmentation", "validation_fraction",
                "test_fraction", "seed", "channel", "found_by", "segmentation_model", "diameter", "keep_all", "stain",
                "threshold_method", "nuclei_are", "blur_sigma", "local_radius",
                "split_touching",
                "fill_holes", "keep_border", "min_area", "max_area"), keys(TrainClassifier.class));
        assertEquals(Set.of("image", "model", "channel", "nuclei_from", "label_image_title", "results_file",
                "show_legend", "make_label_image", "make_class_map", "make_probability_map", "probability_of",
                "add_to_roi_manager"), keys(ClassifyNuclei.class));
        assertEquals(Set.of("image", "annotations", "training_data", "image_folder", "whole_images", "held_out_data",
                "output_folder", "clean_copy", "network", "folds", "steps", "around_points", "crop_channels",
                "crop_size", "crop_scale", "background", "normalise", "seed", "channel", "found_by",
                "segmentation_model", "diameter", "keep_all", "stain", "threshold_method", "nuclei_are", "blur_sigma",
                "local_radius",
                "split_touching",
                "fill_holes", "keep_border", "min_area", "max_area"), keys(CheckTrainingData.class));
        assertEquals(Set.of("image", "model", "channel"), keys(AnnotateNuclei.class));
        assertEquals(Set.of(), keys(NucleiSample.class));
        assertEquals(Set.of("image", "annotations", "training_data", "image_folder", "whole_images", "output_folder",
                "apply_remedy", "network", "around_points", "crop_channels", "crop_size", "crop_scale", "background",
                "normalise", "epochs", "optimiser",
                "learning_rate", "batch_size",
                "initial_weights", "augmentation", "validation_fraction", "test_fraction", "seed", "channel",
                "found_by", "segmentation_model", "diameter", "keep_all", "stain",
                "threshold_method", "nuclei_are", "blur_sigma", "local_radius",
                "split_touching", "fill_holes",
                "keep_border", "min_area", "max_area"), keys(DiagnoseNetwork.class));
        assertEquals(Set.of("input_folder", "model", "output_folder", "label_folder", "channel"),
                keys(BatchClassifyFolder.class));
        assertEquals(Set.of("image", "annotations", "training_data", "image_folder", "whole_images", "output_folder",
                "networks", "folds", "seeds", "epochs", "minutes", "diagnose",
                "learning_rate", "patience", "batch_size",
                "initial_weights",
                "augmentation", "around_points", "crop_channels", "crop_size", "crop_scale", "background",
                "normalise", "channel",
                "found_by", "segmentation_model", "diameter", "keep_all", "stain",
                "threshold_method", "nuclei_are", "blur_sigma", "local_radius",
                "split_touching", "fill_holes",
                "keep_border", "min_area", "max_area"), keys(CompareNetworks.class));
    }

    private static Set<String> keys(Class<? extends NucleoscopeCommand> command) {
        try (Context context = new Context(CommandService.class)) {
            return items(context.service(CommandService.class).getCommand(command)).stream().map(ModuleItem::getName)
                    .collect(Collectors.toSet());
        }
    }

    /** The inputs that users fill in. */
    private static List<ModuleItem<?>> items(CommandInfo info) {
        List<ModuleItem<?>> items = new ArrayList<>();
        for (ModuleItem<?> item : info.inputs()) {
            if (!Contextual.class.isAssignableFrom(item.getType()) && item.getType() != Context.class
                    && item.getVisibility() != ItemVisibility.MESSAGE) {
                items.add(item);
            }
        }
        return items;
    }

    /** ImageJ2's recorder leaves out what is transient. */
    @Test
    void thePreviewIsNotRecorded() {
        try (Context context = new Context(CommandService.class)) {
            assertEquals(ItemVisibility.TRANSIENT, context.service(CommandService.class)
                    .getCommand(SegmentNuclei.class).getInput("preview").getVisibility());
        }
    }

    @Test
    void theMethodsOfTheDialogAreThoseOfTheSegmentation() throws Exception {
        Field method = SegmentationCommand.class.getDeclaredField("threshold_method");
        assertArrayEquals(SegmentationSettings.thresholds().toArray(), method.getAnnotation(Parameter.class).choices());
    }

    @Test
    void theNetworksThatHaveANameAreInTheirTooltip() throws Exception {
        String tooltip = TrainClassifier.class.getDeclaredField("network").getAnnotation(Parameter.class).description();
        for (Preset preset : Preset.values()) {
            // The hourglass answers for each pixel: it is no classifier.
            assertEquals(!preset.architecture(1).isPerPixel(),
                    tooltip.matches(".*[ ,]" + preset.token() + "(@1/\\d)?(,.*|)"), preset.token());
        }
    }

    @Test
    void defaultsAreThoseOfTheSettings() throws Exception {
        Segmentation segmentation = new SegmentNuclei().segmentation();
        assertEquals(SegmentationSettings.DEFAULT, segmentation.settings());
        assertEquals(Method.AUTOMATIC, segmentation.method());
        TrainClassifier train = new TrainClassifier();
        assertEquals(Recipe.STANDARD.ensemble(), train.ensemble());
        assertEquals(CropRequest.AUTOMATIC, train.crops());
        assertEquals(CheckSettings.DEFAULT, new CheckTrainingData().settings());
        assertEquals(CropRequest.AUTOMATIC, new CheckTrainingData().crops());
        Field network = TrainClassifier.class.getDeclaredField("network");
        network.setAccessible(true);
        assertEquals("", network.get(train), "the recipe's");
        assertEquals(Architecture.DEFAULT, Recipe.STANDARD.network());
    }

    @Test
    void outputsAreForScriptsOnly() {
        try (Context context = new Context(CommandService.class)) {
            for (Class<? extends NucleoscopeCommand> command : COMMANDS) {
                for (ModuleItem<?> output : context.service(CommandService.class).getCommand(command).outputs()) {
                    assertEquals(ItemIO.OUTPUT, output.getIOType());
                    // ImageJ2 opens a table for every number.
                    assertFalse(Number.class.isAssignableFrom(output.getType()) || output.getType().isPrimitive());
                }
            }
        }
    }
}
