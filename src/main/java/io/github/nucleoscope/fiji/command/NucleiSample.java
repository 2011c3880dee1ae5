package io.github.nucleoscope.fiji.command;

import ij.ImagePlus;
import io.github.nucleoscope.synthetic.SampleImage;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Opens a synthetic field of nuclei of two classes, as sample data. Image &gt; Show Info describes it. */
@Plugin(type = Command.class, headless = true,
        label = "Nuclei (Nucleoscope)", menuPath = "File>Open Samples>Nuclei (Nucleoscope)",
        description = "Opens a synthetic image of 48 nuclei of two classes")
public final class NucleiSample extends NucleoscopeCommand {

    /** For scripts; macros find it as the active image. */
    @Parameter(type = ItemIO.OUTPUT, label = "Nuclei")
    private ImagePlus nuclei;

    @Override
    void execute() {
        nuclei = open(SampleImage.nuclei());
    }
}
