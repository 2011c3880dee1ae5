// Finds and classifies the nuclei of the open image, and counts them per class. The image's overlay gets one ROI per
// nucleus, in the colour and the ROI group of its class.
//
// The argument is the model file; without one the macro asks for it.

if (nImages == 0)
    exit("Open an image first.");
model = getArgument();
if (model == "")
    model = File.openDialog("Choose the model file (*.nucleoscope.zip)");

run("Classify Nuclei", "model=[" + model + "]");

// The name of a ROI is: label, class, confidence. Other ROIs of the overlay have no group.
var classes = newArray(0);
counts = newArray(0);
for (i = 0; i < Overlay.size; i++) {
    Overlay.activateSelection(i);
    if (Roi.getGroup > 0) {
        name = Roi.getName;
        name = substring(name, indexOf(name, " ") + 1, lastIndexOf(name, " "));
        k = indexOfClass(name);
        if (k == classes.length) {
            classes = Array.concat(classes, name);
            counts = Array.concat(counts, 0);
        }
        counts[k]++;
    }
}
run("Select None");
for (k = 0; k < classes.length; k++)
    print(getTitle + ": " + counts[k] + " nuclei of class " + classes[k]);

// The index of a class in the list; the length of the list where it does not contain the class.
function indexOfClass(name) {
    for (k = 0; k < classes.length; k++) {
        if (classes[k] == name)
            return k;
    }
    return classes.length;
}
