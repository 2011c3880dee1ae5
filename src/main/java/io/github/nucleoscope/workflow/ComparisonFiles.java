package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.comparison.TrainedNetwork;
import io.github.nucleoscope.comparison.Training;
import io.github.nucleoscope.comparison.TrainingStore;
import io.github.nucleoscope.comparison.Treatment;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.model.CheckpointFile;
import io.github.nucleoscope.model.EpochJson;
import io.github.nucleoscope.model.JsonFields;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.DiagnosisFiles;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;

/**
 * Stores the trainings of a comparison in a folder: {@code comparison.json} identifies the data and settings, and
 * {@code trainings/network-1/seed-1-fold-1/} holds the model and {@code training.json}, which is written last: it
 * exists only if the training is finished. Until then there is a checkpoint.
 */
public final class ComparisonFiles implements TrainingStore {

    private static final String FORMAT = "Nucleoscope comparison";
    private static final int FORMAT_VERSION = 1;
    private static final String RESULT = "training.json";
    private static final String CHECKPOINT = "checkpoint.zip";
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;

    private ComparisonFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder of a comparison, new or stopped.
     *
     * @param folder must exist
     * @throws InputException if the folder belongs to other data or settings; the message names what differs
     * @throws IOException if it cannot be read or written
     */
    public static ComparisonFiles open(Path folder, TrainingSet data, ComparisonSettings settings)
            throws IOException {
        Map<String, String> identity = identity(data, settings);
        Path file = folder.resolve("comparison.json");
        if (Files.exists(file)) {
            JsonFields json = read(file);
            Map<String, String> found;
            try {
                found = json.strings("identity");
            } catch (InputException e) {
                throw damaged(file, e);
            }
            identity.forEach((name, value) -> {
                if (!value.equals(found.get(name))) {
                    throw new InputException(folder, "holds another comparison, whose "
                            + name.replace('_', ' ') + " is '" + found.getOrDefault(name, "not known") + "' and not '"
                            + value + "': give the same data and options to resume it, or choose another folder");
                }
            });
        } else {
            JsonObject json = new JsonObject();
            JsonObject names = new JsonObject();
            identity.forEach(names::addProperty);
            json.add("identity", names);
            write(json, file);
        }
        deleteCheckpointsOfFinishedTrainings(folder.resolve("trainings"));
        return new ComparisonFiles(folder);
    }

    /** A process that was killed after it had written a result has left the checkpoint beside it. */
    private static void deleteCheckpointsOfFinishedTrainings(Path trainings) throws IOException {
        if (!Files.exists(trainings)) {
            return;
        }
        List<Path> results;
        try (Stream<Path> files = Files.walk(trainings)) {
            results = files.filter(file -> file.endsWith(RESULT)).toList();
        }
        for (Path result : results) {
            deleteCheckpoint(result.resolveSibling(CHECKPOINT));
        }
    }

    private static void deleteCheckpoint(Path checkpoint) throws IOException {
        Files.deleteIfExists(checkpoint);
        AtomicFile.deleteParts(checkpoint);
    }

    /** Everything that must be the same to give the same figures. */
    private static Map<String, String> identity(TrainingSet data, ComparisonSettings settings) {
        String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("version_of_Nucleoscope", Software.version());
        identity.put("hash_of_the_data", Fingerprint.sha256(data.dataset()));
        identity.put("crops", data.preparation().crops().toString());
        identity.put("way_to_find_nuclei", data.preparation().segmentation().map(Segmentation::identity)
                .orElse("none"));
        identity.putAll(settings.describe());
        identity.put("number_of_processors", processors);
        identity.put("number_of_threads", Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), processors));
        return identity;
    }

    private Path folderOf(Training training) {
        return folder.resolve("trainings").resolve("network-" + (training.network() + 1)
                + (training.remedied() ? "-remedied" : ""))
                .resolve("seed-" + training.seed() + "-fold-" + (training.fold() + 1));
    }

    private Path result(Training training) {
        return folderOf(training).resolve(RESULT);
    }

    private Path model(Training training) {
        return folderOf(training).resolve("model" + ModelFile.EXTENSION);
    }

    private Path checkpointFile(Training training) {
        return folderOf(training).resolve(CHECKPOINT);
    }

    @Override
    public Optional<TrainedNetwork> find(Training training) throws IOException {
        Path file = result(training);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonFields json = read(file);
        try {
            List<EpochRecord> history = new ArrayList<>();
            for (JsonFields item : json.objects("history")) {
                history.add(EpochJson.read(item));
            }
            return Optional.of(new TrainedNetwork(json.bool("has_model"), history, json.integer("best_epoch"),
                    json.number("learning_rate"), json.bool("rate_found"), json.string("rate_reason"),
                    json.texts("warnings")));
        } catch (InputException e) {
            throw damaged(file, e);
        }
    }

    @Override
    public void keep(Training training, TrainedNetwork trained, Optional<NucleusClassifier> classifier)
            throws IOException {
        Files.createDirectories(folderOf(training));
        if (classifier.isPresent()) {
            ModelFile.write(classifier.get(), model(training));
        }
        JsonObject json = new JsonObject();
        json.addProperty("has_model", trained.hasModel());
        json.addProperty("best_epoch", trained.bestEpoch());
        json.addProperty("learning_rate", trained.learningRate());
        json.addProperty("rate_found", trained.rateFound());
        json.addProperty("rate_reason", trained.rateReason());
        json.add("warnings", array(trained.warnings()));
        JsonArray history = new JsonArray();
        trained.history().forEach(epoch -> history.add(EpochJson.write(epoch)));
        json.add("history", history);
        write(json, result(training));
        deleteCheckpoint(checkpointFile(training));
    }

    @Override
    public NucleusClassifier classifier(Training training) {
        return ModelFile.read(model(training));
    }

    private Path treatmentFile(Training training) {
        return folderOf(training).resolve("treatment.json");
    }

    @Override
    public Optional<Treatment> treatment(Training training) throws IOException {
        Path file = treatmentFile(training);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonFields json = read(file);
        try {
            List<String> remedy = json.texts("remedy");
            return Optional.of(new Treatment(json.string("verdict"), json.string("advice"), json.texts("seen"),
                    remedy.stream().findFirst()));
        } catch (InputException e) {
            throw damaged(file, e);
        }
    }

    /** Stores the diagnosis next to the training, with its report and tables. */
    @Override
    public void keep(Training training, Treatment treatment, Diagnosis diagnosis) throws IOException {
        DiagnosisFiles.in(folderOf(training)).write(diagnosis, List.of());
        JsonObject json = new JsonObject();
        json.addProperty("verdict", treatment.verdict());
        json.addProperty("advice", treatment.advice());
        json.add("seen", array(treatment.seen()));
        json.add("remedy", array(treatment.remedy().stream().toList()));
        write(json, treatmentFile(training));
    }

    @Override
    public Optional<Checkpoint> checkpoint(Training training) {
        Path file = checkpointFile(training);
        return Files.exists(file) ? Optional.of(CheckpointFile.read(file)) : Optional.empty();
    }

    @Override
    public void keep(Training training, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folderOf(training));
        CheckpointFile.write(checkpoint, checkpointFile(training));
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static void write(JsonObject content, Path file) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("format_version", FORMAT_VERSION);
        content.entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        byte[] bytes = (PRETTY.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static JsonFields read(Path file) throws IOException {
        try {
            JsonFields json = new JsonFields("", PRETTY.fromJson(Files.readString(file), JsonElement.class));
            if (!json.string("format").equals(FORMAT) || json.integer("format_version") != FORMAT_VERSION) {
                throw new InputException("it is of another format or version");
            }
            return json;
        } catch (JsonParseException | InputException e) {
            throw damaged(file, e);
        }
    }

    private static InputException damaged(Path file, RuntimeException e) {
        return new InputException(file, "cannot be read (" + e.getMessage()
                + "): delete it to repeat this part", e);
    }
}
