package io.cama.cli.rehearse;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the endpoint misbehaves. They bear the names of a scenario's members. */
final class FaultOptions {
    @Option(names = "--scenario", paramLabel = "FILE", description = "Faults from a file; options win over it.")
    private @Nullable Path scenario;

    @Option(names = "--error-rate", paramLabel = "P", description = "Percentage of calls that get HTTP 500.")
    private @Nullable String errorRate;

    @Option(names = "--resets", paramLabel = "P", description = "… whose connection is closed without an answer.")
    private @Nullable String resets;

    @Option(names = "--malformed", paramLabel = "P", description = "… with broken JSON, or against the schema.")
    private @Nullable String malformed;

    @Option(names = "--truncated", paramLabel = "P", description = "… with half the answer and finish length.")
    private @Nullable String truncated;

    @Option(names = "--refused", paramLabel = "P", description = "… that the model refuses.")
    private @Nullable String refused;

    @Option(names = "--cut", paramLabel = "P", description = "… whose body ends halfway.")
    private @Nullable String cut;

    @Option(names = "--slow", paramLabel = "P", description = "… whose body drips for five seconds.")
    private @Nullable String slow;

    @Option(
            names = "--latency",
            paramLabel = "P50[,P99]",
            description = "How long answers take: always, or in the middle and at worst. 200ms,2s")
    private @Nullable String latency;

    @Option(names = "--rpm", paramLabel = "N", description = "Requests in any minute; more get 429. Told in headers.")
    private @Nullable String rpm;

    @Option(names = "--tpm", paramLabel = "N", description = "Tokens in any minute, likewise.")
    private @Nullable String tpm;

    @Option(names = "--429-after", paramLabel = "N", description = "Like --rpm, but no header tells of it.")
    private @Nullable String after;

    @Option(
            names = "--storm",
            paramLabel = "TIME[,WAIT]",
            description = "For so long every call is 429; with WAIT, Retry-After says so.")
    private @Nullable String storm;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed strikes other calls. Default: 1.")
    private @Nullable String seed;

    @Nullable
    Path scenario() {
        return scenario;
    }

    /** What was given, by name. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "error-rate", errorRate);
        put(given, "resets", resets);
        put(given, "malformed", malformed);
        put(given, "truncated", truncated);
        put(given, "refused", refused);
        put(given, "cut", cut);
        put(given, "slow", slow);
        put(given, "latency", latency);
        put(given, "rpm", rpm);
        put(given, "tpm", tpm);
        put(given, "429-after", after);
        put(given, "storm", storm);
        put(given, "seed", seed);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
