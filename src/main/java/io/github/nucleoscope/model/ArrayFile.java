package io.github.nucleoscope.model;

/**
 * One array in the archive of a model.
 *
 * @param folder of the archive
 * @param name the array's name among those of the folder; its entry is {@code <folder>/<name>.npy}
 * @param header type and shape
 * @param sha256 of the entry's bytes, 64 hexadecimal digits
 */
record ArrayFile(String folder, String name, NpyHeader header, String sha256) {

    /** Returns the name of the entry. */
    String entry() {
        return entryOf(folder, name);
    }

    /** Returns the name of the entry of an array. */
    static String entryOf(String folder, String name) {
        return folder + "/" + name + ".npy";
    }
}
