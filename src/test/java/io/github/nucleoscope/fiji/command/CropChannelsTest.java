package io.github.nucleoscope.fiji.command;

import static io.github.nucleoscope.fiji.command.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.StainedCells;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.fiji.annotation.Annotation;
import io.github.nucleoscope.fiji.annotation.AnnotationProgress;
import io.github.nucleoscope.fiji.annotation.AnnotationStart;
import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.InitPreprocessor;

/** What networks see of open images of several channels and in colour, through SciJava's command service. */
@ExtendWith(KeptRoiGroups.class)
class CropChannelsTest {

    @TempDir
    private Path folder;

    private Commands commands;
    private File model;

    @BeforeEach
    void open() {
        commands = new Commands();
        model = folder.resolve("model.nucleoscope.zip").toFile();
    }

    @AfterEach
    void close() {
        commands.close();
    }

    /** A composite with nuclei in the channel DAPI, and their mirror image in the others. */
    static ImagePlus composite(long seed, String... names) {
        ImageProcessor nuclei = Commands.field(seed).getProcessor();
        ImageProcessor mirrored = nuclei.duplicate();
        mirrored.flipVertical();
        ImageStack stack = new ImageStack(256, 256);
        for (String name : names) {
            stack.addSlice(name, name.equals("DAPI") ? nuclei : mirrored.duplicate());
        }
        ImagePlus image = new ImagePlus("composite_" + seed + ".tif", stack);
        image.setDimensions(names.length, 1, 1);
        image.setOpenAsHyperStack(true);
        return image;
    }

    private static ImagePlus composite(long seed) {
        return composite(seed, "pH3", "DAPI", "actin");
    }

    /** Eight nuclei, alternately in two groups. */
    private ImagePlus annotated(ImagePlus image, Object... segmentation) {
        List<Object> inputs = new ArrayList<>(List.of("image", image, "make_label_image", false));
        inputs.addAll(List.of(segmentation));
        assertNull(Commands.problem(commands.run(SegmentNuclei.class, inputs.toArray())));
        assertEquals(8, image.getOverlay().size());
        for (int i = 0; i < 8; i++) {
            image.getOverlay().get(i).setGroup(1 + i % 2);
        }
        return image;
    }

    private Module run(ImagePlus image, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of("image", image, "output_model", model, "network", "o", "crop_size",
                32, "members", 1, "epochs", 1, "validation_fraction", 0.0, "test_fraction", 0.0));
        all.addAll(List.of(parameters));
        return commands.run(TrainClassifier.class, all.toArray());
    }

    private CropSettings trained(ImagePlus image, Object... parameters) {
        assertNull(Commands.problem(run(image, parameters)));
        return ModelFile.read(model.toPath()).preparation().crops();
    }

    private Module classify(ImagePlus image) {
        image.setOverlay(null);
        return commands.run(ClassifyNuclei.class, "image", image, "model", model);
    }

    private ImagePlus section() {
        return annotated(new ImagePlus("he.tif", StainedCells.draw(26)), "stain", "H&E");
    }

    @Test
    void channelsOfAnOpenCompositeAreChosenByName() throws Exception {
        CropSettings crops = trained(annotated(composite(1), "channel", "DAPI"), "channel", "DAPI", "crop_channels",
                "DAPI, pH3", "normalise", "joint");
        assertEquals(ChannelRequest.of("DAPI,pH3"), crops.channels());
        assertEquals(Normalisation.JOINT, crops.normalisation());
        ImagePlus other = composite(2, "actin", "pH3", "DAPI");
        assertNull(Commands.problem(classify(other)));
        assertEquals(8, other.getOverlay().size());
        assertRefused(classify(composite(2, "actin", "DAPI")), "there is no channel 'pH3'", "actin, DAPI");
        assertRefused(classify(Commands.field(1)), "there is no channel 'DAPI'", "field_1.tif");

        Path images = Files.createDirectory(folder.resolve("images"));
        ImageFiles.saveTiff(composite(3), images.resolve("a.tif"));
        ImageFiles.saveTiff(composite(4, "actin", "DAPI"), images.resolve("b.tif"));
        assertNull(Commands.problem(commands.run(BatchClassifyFolder.class, "input_folder", images.toFile(), "model",
                model, "output_folder", folder.resolve("out").toFile())));
        List<String> summary = Files.readAllLines(folder.resolve("out/summary.csv"));
        assertTrue(summary.get(1).startsWith("a.tif,8,"), summary.get(1));
        assertTrue(summary.get(2).startsWith("b.tif,0,") && summary.get(2).contains("there is no channel 'pH3'"),
                summary.get(2));
    }

    @Test
    void aCompositeShowsItsNucleiUnlessMoreIsAskedFor() {
        ImagePlus image = annotated(composite(1), "channel", "DAPI");
        assertEquals(new ChannelSelection.OfNuclei(), trained(image, "channel", "DAPI", "normalise", "channel")
                .channels());
        assertEquals(ChannelRequest.of("pH3,DAPI,actin"), trained(image, "channel", "DAPI", "crop_channels", "all",
                "normalise", "none").channels());
    }

    @Test
    void aColourImageIsSeenInColour() throws Exception {
        ImagePlus image = section();
        CropSettings crops = trained(image, "stain", "H&E");
        assertEquals(new ChannelSelection.Colours(), crops.channels());
        // Eosin and haematoxylin on white glass.
        assertTrue(crops.photometry() instanceof Photometry.Density, crops.photometry().toString());
        assertNull(Commands.problem(classify(image)));
        assertEquals(8, image.getOverlay().size());
        assertRefused(classify(Commands.field(1)), "this image is grey, but the model was trained on colour images");

        Path images = Files.createDirectory(folder.resolve("images"));
        ImageFiles.saveTiff(new ImagePlus("a.tif", StainedCells.draw(26)), images.resolve("a.tif"));
        ImageFiles.saveTiff(Commands.field(1), images.resolve("b.tif"));
        assertNull(Commands.problem(commands.run(BatchClassifyFolder.class, "input_folder", images.toFile(), "model",
                model, "output_folder", folder.resolve("out").toFile())));
        List<String> summary = Files.readAllLines(folder.resolve("out/summary.csv"));
        assertTrue(summary.get(1).startsWith("a.tif,8,"), summary.get(1));
        assertTrue(summary.get(2).startsWith("b.tif,0,") && summary.get(2).contains("this image is grey"),
                summary.get(2));
    }

    @Test
    void theOtherCommandsSeeColourImagesInColour() throws Exception {
        ImagePlus image = section();
        // Within a nucleus of one colour, each channel would be constant.
        image.getProcessor().noise(10);
        File output = folder.resolve("out").toFile();
        for (List<Object> command : List.<List<Object>>of(
                List.of(CheckTrainingData.class, "network", "gap - o", "folds", 2, "steps", 1),
                List.of(DiagnoseNetwork.class, "network", "4conv3x3 - gap - o", "epochs", 2),
                List.of(CompareNetworks.class, "networks", "gap - o; 2conv3x3 - gap - o", "folds", 2, "epochs", 1))) {
            List<Object> inputs = new ArrayList<>(command.subList(1, command.size()));
            inputs.addAll(List.of("image", image, "stain", "H&E", "output_folder", output));
            assertNull(Commands.problem(commands.run(((Class<?>) command.get(0)).asSubclass(NucleoscopeCommand.class),
                    inputs.toArray())));
        }
    }

    @Test
    void aModelSuggestsClassesOfImagesOfItsKindOnly() throws Exception {
        ImagePlus image = section();
        trained(image, "stain", "H&E", "normalise", "none");
        NucleusClassifier classifier = ModelFile.read(model.toPath());
        AnnotationProgress progress = (done, all, doing) -> { };
        Signal signal = classifier.preparation().signal();
        Annotation suggested = AnnotationStart.of(image, Optional.of(classifier), signal, progress).annotation();
        assertEquals(8, suggested.size());
        ImagePlus grey = Commands.field(1);
        InputException e = assertThrows(InputException.class,
                () -> AnnotationStart.of(grey, Optional.of(classifier), signal, progress));
        assertTrue(e.getMessage().contains("this image is grey"), e.getMessage());
        assertNull(grey.getOverlay(), "it is refused before nuclei are outlined");
    }

    @Test
    void aGreyModelRefusesAColourImage() {
        trained(commands.annotated(1), "normalise", "none");
        assertRefused(classify(new ImagePlus("he.tif", StainedCells.draw(26))),
                "this image is in colour, but the model was trained on grey images");
    }

    /** Crops were grey when this was a check box, and whoever ticks one in an old script means that. */
    @ParameterizedTest
    @CsvSource({"true, CHANNEL", "false, NONE"})
    void theCheckBoxOfOlderVersionsMeansWhatItMeant(boolean normalise, Normalisation expected) {
        CropSettings crops = trained(section(), "stain", "H&E", "normalise", normalise);
        assertEquals(expected, crops.normalisation());
        assertEquals(new ChannelSelection.OfNuclei(), crops.channels());
    }

    @Test
    void windowsAroundPointsNeedNoNuclei() {
        ImagePlus image = new ImagePlus("bare.tif", new ByteProcessor(256, 256));
        image.getProcessor().noise(20);
        image.setOverlay(new Overlay());
        for (int i = 0; i < 12; i++) {
            PointRoi point = new PointRoi(20 + 18 * i, 128);
            point.setGroup(1 + i % 2);
            image.getOverlay().add(point);
        }
        assertRefused(run(image, "found_by", "classical", "min_area", 2000),
                "no labelled nucleus");
        CropSettings crops = trained(image, "around_points", true, "normalise", "none");
        assertEquals(Background.KEEP, crops.background());
    }

    @Test
    void theSizeIsThatOfTheNuclei() {
        // Twice a nucleus' radius, 26, in steps of 16 from 32 on.
        assertEquals(32, trained(section(), "stain", "H&E", "normalise", "none", "crop_size", 0).size());
        assertEquals(48, trained(annotated(new ImagePlus("he.tif", StainedCells.draw(40)), "stain", "H&E"), "stain",
                "H&E", "normalise", "none", "crop_size", 0).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "normalise | some | normalise 'some' is unknown: use one of auto, channel, joint, none",
        "crop_channels | DAPI,dapi | channel dapi is listed twice",
        "crop_channels | DAPI, | the channel is missing",
        "crop_channels | 4 | there is no channel 4 in composite_1.tif",
        "crop_channels | colour | composite_1.tif is grey, but the crops are to be in colour",
        "crop_size | 7 | crop size 7"})
    void wrongValuesAreRefused(String parameter, String value, String words) {
        assertRefused(run(annotated(composite(1), "channel", "DAPI"), parameter, value), words);
    }

    @ParameterizedTest
    @ValueSource(classes = {TrainClassifier.class, CompareNetworks.class, CheckTrainingData.class,
        DiagnoseNetwork.class})
    void dialogsNameTheChannelsOfTheOpenImage(Class<? extends NucleoscopeCommand> command) {
        assertEquals("Crop channels: auto, nuclei, colour, all, or a list of pH3,DAPI,actin",
                hint(command, composite(1)));
        assertEquals("Crop channels: auto, nuclei, colour, all, or a list of 1,2,3",
                hint(command, composite(1, "all", "a", "A")));
        assertEquals("Crop channels: auto, nuclei, colour, all, or a list such as 1,3 or DAPI,pH3",
                hint(command, null));
    }

    private Object hint(Class<? extends NucleoscopeCommand> command, ImagePlus image) {
        Module module = commands.context.service(ModuleService.class)
                .createModule(commands.context.service(CommandService.class).getCommand(command));
        module.setInput("image", image);
        new InitPreprocessor().process(module);
        return module.getInput("crop_channels_hint");
    }
}
