package io.github.nucleoscope.fiji;

import ij.gui.Roi;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test begins without names of ROI groups, which ImageJ has for all images together, and leaves the old ones. */
public final class KeptGroupNames implements BeforeEachCallback, AfterEachCallback {

    private String names;

    @Override
    public void beforeEach(ExtensionContext context) {
        names = Roi.getGroupNames();
        Roi.setGroupNames(null);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Roi.setGroupNames(names);
    }
}
