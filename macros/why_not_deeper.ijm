// Why does my deeper network do worse? Asks that of labelled nuclei: compares measurements, a shallow network, VGG-11,
// VGG-13, a plain network of 18 layers and the residual one, all with ReLU, RMSProp, balanced mini-batches and Glorot's
// initial weights. A network that ends at the loss of chance is diagnosed, and trained once more with the remedy that
// worked. The page says what was shown. With three seeds and some 600 nuclei it takes about half an hour; a macro that
// was stopped goes on when it is run again.
//
// Without an argument the macro asks for the nuclei (a CSV file, or a folder of annotated images) and for the folder of
// the page. A script gives "data;output folder;folds;seeds;epochs;networks"; what it leaves out has a default.

folds = 3;
seeds = "1 2 3";
epochs = 20;
networks = "shallow; vgg11@1/8; vgg13@1/8; plain18@1/8; resnet18@1/8";

arguments = split(getArgument(), ";");
if (arguments.length > 0)
    data = arguments[0];
else
    data = File.openDialog("Choose the CSV file of labelled nuclei");
if (arguments.length > 1)
    output = arguments[1];
else
    output = getDir("Choose the folder of the page");
if (arguments.length > 2)
    folds = parseInt(arguments[2]);
if (arguments.length > 3)
    seeds = arguments[3];
if (arguments.length > 4)
    epochs = parseInt(arguments[4]);
if (arguments.length > 5)
    networks = String.join(Array.slice(arguments, 5), ";");

images = "";
if (endsWith(data, ".csv") && File.exists(File.getDirectory(data) + "images"))
    images = " image_folder=[" + File.getDirectory(data) + "images]";

setBatchMode(true);
run("Compare Networks", "training_data=[" + data + "]" + images + " output_folder=[" + output + "] networks=["
    + networks + "] folds=" + folds + " seeds=[" + seeds + "] epochs=" + epochs
    + " learning_rate=0.001 initial_weights=glorot_uniform diagnose=true");
print("The page is " + output + File.separator + "comparison.html");
