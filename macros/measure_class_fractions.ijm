// Measures, for every image of a folder, what fraction of its nuclei belongs to each class, and saves a table with one
// row per image: class_fractions.csv in that folder.
//
// Without an argument the macro asks. A script gives "image folder;model file;table file".

arguments = split(getArgument(), ";");
if (arguments.length > 0)
    folder = arguments[0];
else
    folder = getDir("Choose the folder of images");
if (!endsWith(folder, File.separator))
    folder = folder + File.separator;
if (arguments.length > 1)
    model = arguments[1];
else
    model = File.openDialog("Choose the model file (*.nucleoscope.zip)");
if (arguments.length > 2)
    table = arguments[2];
else
    table = folder + "class_fractions.csv";

setBatchMode(true);
run("Clear Results");
files = getFileList(folder);
row = 0;
for (i = 0; i < files.length; i++) {
    if (endsWith(files[i], ".tif") || endsWith(files[i], ".png") || endsWith(files[i], ".jpg")) {
        open(folder + files[i]);
        run("Classify Nuclei", "model=[" + model + "]");
        setResult("Image", row, files[i]);
        measureImage(row);
        close();
        row++;
    }
}
// saveAs("Results", table) would save any other table that is open: in batch mode this one has no window.
headings = split(String.getResultsHeadings, "\t");
text = headings[0];
for (k = 1; k < headings.length; k++)
    text = text + "," + cell(headings[k]);
text = text + "\n";
for (i = 0; i < nResults; i++) {
    text = text + (i + 1);
    for (k = 1; k < headings.length; k++)
        text = text + "," + cell(getResultString(headings[k], i));
    text = text + "\n";
}
File.saveString(text, table);

// A value for a CSV file: names of images and classes may contain commas.
function cell(value) {
    if (indexOf(value, ",") < 0 && indexOf(value, "\"") < 0)
        return value;
    return "\"" + replace(value, "\"", "\"\"") + "\"";
}

// Adds up the nuclei in the overlay of the active image; the name of a ROI is: label, class, confidence.
function measureImage(row) {
    nuclei = 0;
    for (k = 0; k < Overlay.size; k++) {
        Overlay.activateSelection(k);
        if (Roi.getGroup > 0) {
            name = Roi.getName;
            column = "N(" + substring(name, indexOf(name, " ") + 1, lastIndexOf(name, " ")) + ")";
            count = getResult(column, row);
            if (isNaN(count))
                count = 0;
            setResult(column, row, count + 1);
            nuclei++;
        }
    }
    setResult("Nuclei", row, nuclei);
    headings = split(String.getResultsHeadings, "\t");
    for (k = 0; k < headings.length; k++) {
        if (startsWith(headings[k], "N(") && nuclei > 0) {
            count = getResult(headings[k], row);
            if (isNaN(count))
                count = 0;
            setResult("Fraction" + substring(headings[k], 1), row, count / nuclei);
        }
    }
}
