package io.github.nucleoscope.cli.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.cli.benchmark.TorchPeer.Layout;

/**
 * The measured speed of training or of prediction.
 *
 * @param own crops per second here
 * @param peers crops per second in each of PyTorch's layouts; empty if it was not measured
 */
record TaskSpeeds(Speeds own, Map<Layout, Speeds> peers) {

    private Speeds ratio(Layout layout) {
        return own.dividedBy(peers.get(layout));
    }

    /** @param what name of the task, padded to the width of the longest */
    List<String> lines(String what) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + what + "  " + own.toString(0));
        peers.forEach((layout, speeds) -> lines.add("           PyTorch, " + words(layout) + ": " + speeds.toString(0)
                + ", ratio " + ratio(layout).toString(2)));
        return lines;
    }

    private static String words(Layout layout) {
        return layout == Layout.DEFAULT ? "default layout" : "channels last";
    }

    /** Returns a row of a table in Markdown. */
    String row(String network) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| `%s` | %,.0f |", network, own.median()));
        peers.forEach((layout, speeds) -> line.append(String.format(Locale.ROOT, " %,.0f | %s |", speeds.median(),
                ratio(layout).toString(2))));
        return line.toString();
    }

    /** @param what name of the task, the prefix of its keys */
    void putInto(Map<String, Object> json, String what) {
        json.put(what + "_crops_per_second", own.toJson());
        peers.forEach((layout, speeds) -> {
            String suffix = layout == Layout.DEFAULT ? "" : "_" + layout.name().toLowerCase(Locale.ROOT);
            json.put("peer_" + what + "_crops_per_second" + suffix, speeds.toJson());
            json.put(what + "_ratio" + suffix, ratio(layout).toJson());
        });
    }
}
