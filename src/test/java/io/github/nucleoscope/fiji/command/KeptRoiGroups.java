package io.github.nucleoscope.fiji.command;

import ij.gui.Roi;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Names of ROI groups and the group of new ROIs, which ImageJ has for all images together: each test begins without,
 * and leaves those that it found.
 */
public final class KeptRoiGroups implements BeforeEachCallback, AfterEachCallback {

    private String names;
    private int groupOfNew;

    @Override
    public void beforeEach(ExtensionContext context) {
        names = Roi.getGroupNames();
        groupOfNew = Roi.getDefaultGroup();
        Roi.setGroupNames(null);
        Roi.setDefaultGroup(0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Roi.setGroupNames(names);
        Roi.setDefaultGroup(groupOfNew);
    }
}
