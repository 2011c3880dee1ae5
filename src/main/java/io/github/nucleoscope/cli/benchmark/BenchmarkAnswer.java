package io.github.nucleoscope.cli.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.nucleoscope.cli.answer.Answer;

/** The speed of networks. What was printed during the measurements is not printed again. */
record BenchmarkAnswer(Benchmark benchmark, List<Measured> networks) implements Answer {

    /** Returns tables in Markdown if PyTorch was measured, too; otherwise nothing. */
    @Override
    public List<String> lines() {
        if (benchmark.peer().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(markdown("train", Measured::training));
        lines.add("");
        lines.addAll(markdown("predict", Measured::prediction));
        return lines;
    }

    private List<String> markdown(String what, Function<Measured, TaskSpeeds> task) {
        List<String> lines = new ArrayList<>();
        lines.add("| " + what + " | Nucleoscope | PyTorch | ratio | PyTorch, channels last | ratio |");
        lines.add("|---|---|---|---|---|---|");
        networks.forEach(measured -> lines.add(task.apply(measured).row(measured.name())));
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", Machine.name());
        json.put("size", benchmark.input().width());
        json.put("channels", benchmark.input().channels());
        json.put("batch", benchmark.batch());
        json.put("rounds", benchmark.rounds());
        json.put("seconds", benchmark.seconds());
        json.put("networks", networks.stream().map(Measured::json).toList());
        return json;
    }
}
