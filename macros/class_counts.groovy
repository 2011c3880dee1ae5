#@ File (label = "Image", style = "open") image_file
#@ File (label = "Model file", style = "open") model_file
#@ Double (label = "Smallest confidence", min = 0.5, max = 1, value = 0.8) confidence
#@output String counts

// Counts the confidently classified nuclei of each class through Nucleoscope's Java API: no window, no macro.

import io.github.nucleoscope.classifier.ImageClassifier
import io.github.nucleoscope.images.ImageFiles
import io.github.nucleoscope.images.Planes
import io.github.nucleoscope.workflow.SegmentationMethods
import io.github.nucleoscope.model.ModelFile

classifier = ModelFile.read(model_file.toPath())
image = ImageFiles.read(image_file.toPath())

images = new ImageClassifier(classifier)
finder = null
try {
    finder = SegmentationMethods.open(SegmentationMethods.of(classifier.preparation()))
    finder.notes(images.signal()).each { println it }
    // The planes of the channel and stain that the model was trained on, all slices and frames; segmented as then.
    planes = Planes.of(image, images.signal())
    classified = images.classify(image_file.name, planes, Planes.pixelSize(image), finder)
    classified.planes().collectMany { it.notes() }.unique().each { println image_file.name + ": " + it }
} finally {
    finder?.close()
    images.close()
}

sure = classified.nuclei().findAll { it.prediction().confidence() >= confidence }
counts = classifier.classes().withIndex().collect { nucleusClass, index ->
    nucleusClass.name() + ": " + sure.count { it.prediction().classIndex() == index }
}.join(", ")
