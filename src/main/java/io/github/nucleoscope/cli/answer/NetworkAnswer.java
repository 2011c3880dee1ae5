package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.network.LayerTable;

/**
 * The layers of a network and their cost.
 *
 * @param batch number of crops in a mini-batch
 * @param model description of the model that the network belongs to; empty if there is no model
 */
public record NetworkAnswer(Architecture architecture, LayerTable table, int batch, List<String> model)
        implements Answer {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>(model);
        if (!model.isEmpty()) {
            lines.add("");
        }
        lines.add(architecture.toString());
        lines.add("");
        lines.addAll(layers());
        lines.add("");
        lines.add(String.format(Locale.ROOT, "parameters: %,d trained, %,d running means and variances; together %s",
                table.trained(), table.running(), bytes(Float.BYTES * (table.trained() + table.running()))));
        lines.add(String.format(Locale.ROOT, "memory of training in mini-batches of %d, estimated: %s", batch,
                bytes(table.trainingBytes(batch))));
        return lines;
    }

    private List<String> layers() {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"layer", "output", "parameters", "multiply-adds", "field", "maps of " + batch});
        cells.add(new String[] {"input", table.input().toString(), "", "", "", ""});
        for (Row row : table.rows()) {
            cells.add(new String[] {row.name(), row.output().toString(), count(row.trained()),
                count(row.multiplyAdds()), row.field().toString(), bytes(row.mapBytes(batch))});
        }
        cells.add(new String[] {"total", "", count(table.trained()), count(table.multiplyAdds()), "",
            bytes(table.mapBytes(batch))});
        int[] widths = new int[cells.get(0).length];
        for (String[] row : cells) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        return cells.stream().map(row -> {
            StringBuilder line = new StringBuilder(String.format("%-" + widths[0] + "s", row[0]));
            for (int column = 1; column < widths.length; column++) {
                line.append(String.format("  %" + widths[column] + "s", row[column]));
            }
            return line.toString().stripTrailing();
        }).toList();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Formats a number of bytes, such as {@code 12.3 kB} or {@code 1,234.5 MB}. */
    public static String bytes(long bytes) {
        return bytes < 1_000_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", architecture.toString());
        json.put("input", table.input().toString());
        json.put("batch", batch);
        json.put("layers", table.rows().stream().map(this::json).toList());
        json.put("parameters", table.trained());
        json.put("running_statistics", table.running());
        json.put("multiply_adds", table.multiplyAdds());
        json.put("map_bytes", table.mapBytes(batch));
        json.put("training_bytes", table.trainingBytes(batch));
        return json;
    }

    private Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.name());
        json.put("output", row.output().toString());
        json.put("parameters", row.trained());
        json.put("running_statistics", row.running());
        json.put("multiply_adds", row.multiplyAdds());
        json.put("receptive_field", row.field().toString());
        json.put("map_bytes", row.mapBytes(batch));
        return json;
    }
}
