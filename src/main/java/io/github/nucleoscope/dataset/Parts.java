package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The parts that a dataset is to be divided into.
 *
 * @param names names of the parts in warnings
 * @param shares target fraction of the crops of each class for each part, each above 0, sum 1
 * @param trainFirst true: the first part is for training, the others for evaluation. False: the parts are folds, each
 *     evaluated after training on the others
 */
record Parts(List<String> names, double[] shares, boolean trainFirst) {

    int count() {
        return shares.length;
    }
}
