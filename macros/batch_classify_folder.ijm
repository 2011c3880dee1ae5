// Classifies the nuclei of all images of a folder, and prints a summary. The output folder gets the images with their
// nuclei as overlay, results.csv (one row per nucleus) and summary.csv (one row per image).
//
// Without an argument the macro asks. A script gives "image folder;model file;output folder".

arguments = split(getArgument(), ";");
if (arguments.length > 0)
    input = arguments[0];
else
    input = getDir("Choose the folder of images");
if (arguments.length > 1)
    model = arguments[1];
else
    model = File.openDialog("Choose the model file (*.nucleoscope.zip)");
if (arguments.length > 2)
    output = arguments[2];
else
    output = input + File.separator + "classified";

setBatchMode(true);
run("Batch Classify Folder", "input_folder=[" + input + "] model=[" + model + "] output_folder=[" + output + "]");

// summary.csv has the columns Image, Nuclei, N(class) for each class, Cut off, Problem.
lines = split(File.openAsString(output + File.separator + "summary.csv"), "\n");
columns = cells(lines[0]);
totals = newArray(columns.length);
images = 0;
failed = 0;
for (i = 1; i < lines.length; i++) {
    if (lines[i] != "") {
        row = cells(lines[i]);
        if (row[columns.length - 1] == "")
            images++;
        else
            failed++;
        for (k = 1; k < columns.length - 2; k++)
            totals[k] += parseInt(row[k]);
    }
}
print(images + " images, " + totals[1] + " nuclei");
for (k = 2; k < columns.length - 2; k++)
    print(columns[k] + " = " + totals[k]);
if (failed > 0)
    print(failed + " images could not be used: summary.csv says why");

// The values of a line of a CSV file: names of images and classes may contain commas, within quotation marks.
function cells(line) {
    values = newArray(0);
    value = "";
    quoted = false;
    for (c = 0; c < lengthOf(line); c++) {
        letter = substring(line, c, c + 1);
        if (letter == "\"")
            quoted = !quoted;
        else if (letter == "," && !quoted) {
            values = Array.concat(values, value);
            value = "";
        } else
            value = value + letter;
    }
    return Array.concat(values, value);
}
