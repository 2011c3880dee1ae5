// Trains a classifier on annotated images: a folder of TIFF images with the outlines of nuclei in ROI groups, one group
// per class, in their overlays or in ROI files beside them (Annotate Nuclei makes them).
//
// Without an argument the macro asks for the folder. A script gives "folder;model file;epochs;recipe"; what it leaves
// out has a default.

EPOCHS = 0;             // at most; 0: as many as the recipe says
RECIPE = "standard";    // or "quick", for an answer in seconds, or "thorough"

arguments = split(getArgument(), ";");
if (arguments.length > 0)
    folder = arguments[0];
else
    folder = getDir("Choose the folder of annotated images");
if (!endsWith(folder, File.separator))
    folder = folder + File.separator;
if (arguments.length > 1)
    model = arguments[1];
else
    model = folder + "model.nucleoscope.zip";
epochs = EPOCHS;
if (arguments.length > 2)
    epochs = parseInt(arguments[2]);
recipe = RECIPE;
if (arguments.length > 3)
    recipe = arguments[3];

setBatchMode(true);
// Paths are in brackets because they may contain spaces. Every other parameter has its default.
run("Train Classifier", "training_data=[" + folder + "] output_model=[" + model + "] epochs=" + epochs
    + " recipe=" + recipe);
// A training that failed has stopped the macro, with the reason in the Log.
print("The model is " + model + ". Its figures, on nuclei that its members had not seen, are above.");
