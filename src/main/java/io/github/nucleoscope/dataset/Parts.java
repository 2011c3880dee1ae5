package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The parts that a dataset is to be divided into.
 *
 * @param names what warnings call them
 * @param shares wanted share of the crops of each class, each above 0, sum 1
 * @param trainFirst true: the first part is trained on, the others are measured on. False: the parts are folds, each
 *     is measured on after training on the others
 */
record Parts(List<String> names, double[] shares, boolean trainFirst) {

    int count() {
        return shares.length;
    }
}
