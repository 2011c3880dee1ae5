package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationCases;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;

/** The commands follow the one rule of what goes together. */
class SegmentationRuleTest {

    private static final File MODEL = new File(
            "src/test/resources/io/github/nucleoscope/model/segmentation-format-1.nucleoscope.zip");

    private static Map<String, Object> inputs(SegmentationCases one) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        one.method().ifPresent(method -> inputs.put("found_by", method.name().toLowerCase(Locale.ROOT)));
        if (one.model()) {
            inputs.put("segmentation_model", MODEL);
        }
        if (one.otsu()) {
            inputs.put("threshold_method", "Otsu");
        }
        if (one.sigma()) {
            inputs.put("blur_sigma", SegmentationCases.SIGMA);
        }
        if (one.localRadius()) {
            inputs.put("local_radius", SegmentationCases.LOCAL_RADIUS);
        }
        if (one.noSplit()) {
            inputs.put("split_touching", false);
        }
        if (one.noFill()) {
            inputs.put("fill_holes", false);
        }
        if (one.dark()) {
            inputs.put("nuclei_are", "dark");
        }
        if (one.stain()) {
            inputs.put("stain", "H&E");
        }
        return inputs;
    }

    /** A command cannot tell found_by=automatic, its default, from nothing. */
    private static boolean saysNothing(SegmentationCases one) {
        return one.model() && one.method().filter(method -> method == Method.AUTOMATIC).isPresent();
    }

    @Test
    void everyCombinationOfParametersDoesWhatIsDocumented() throws ModuleException, IOException {
        try (Commands commands = new Commands()) {
            CommandService service = commands.context.service(CommandService.class);
            for (SegmentationCases one : SegmentationCases.all().filter(any -> !saysNothing(any)).toList()) {
                Module module = service.getCommand(SegmentNuclei.class).createModule();
                inputs(one).forEach(module::setInput);
                SegmentationCommand command = (SegmentationCommand) module.getDelegateObject();
                if (one.documented().isPresent()) {
                    Segmentation found = command.segmentation();
                    assertEquals(one.documented().get(), found.method(), one.toString());
                    assertEquals(one.settings(), found.settings(), one.toString());
                    assertEquals(one.model(), found.userFile().isPresent(), one.toString());
                } else {
                    String message = assertThrows(InputException.class, command::segmentation, one::toString)
                            .getMessage();
                    assertEquals(1, message.lines().count());
                    assertTrue(inputs(one).keySet().stream().anyMatch(message::contains), message);
                    assertEquals(one.stain() && one.dark(), message.contains("nuclei_are"), message);
                }
            }
        }
    }

    @Test
    void theCommandRefusesInTheWordsOfMacros() {
        try (Commands commands = new Commands()) {
            Commands.assertRefused(commands.run(SegmentNuclei.class, "image", Commands.field(1), "blur_sigma", 2.0),
                    "blur_sigma=2.0 does nothing with threshold_method Auto");
        }
    }
}
