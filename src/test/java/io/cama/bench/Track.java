package io.cama.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Where lanes are run: a stub endpoint in a process of its own, jobs made as they are needed, and files of rows. A
 * model {@code l50/any} answers after 50 ms, {@code faulty/any} as it likes.
 */
final class Track implements AutoCloseable {
    private static final List<String> LATENCIES = List.of("l0", "l10", "l50", "l200", "l800", "l2000", "faulty");
    private static final String PROMPT = """
            ---
            model: %s/any
            output:
              schema:
                said: string
            ---
            {{role "system"~}}
            You explain words to people who learn a language. Be brief, be exact, give one example that a native
            speaker would say, and never explain a word with the word itself. Answer with a JSON object and nothing else.
            {{role "user"~}}
            %s {"number":{{json number}},"word":{{json word}}}
            """;

    private final Path folder;
    private final Process stub;
    private final int port;
    private final BufferedWriter hold;

    Track(Path folder) throws IOException {
        this.folder = folder;
        stub = new ProcessBuilder(Fork.command(List.of("-Xmx256m", "-XX:+UseSerialGC"), Stub.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        hold = stub.outputWriter();
        port = Integer.parseInt(
                new BufferedReader(new InputStreamReader(stub.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    /** Options for the processes: what the launcher gives, in 512 MB, or {@code -Dcama.bench.java=…}. */
    static List<String> java() {
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        options.addAll(Arrays.asList(System.getProperty("cama.bench.java", "-XX:+UseSerialGC")
                .strip()
                .split("\\s+")));
        return options;
    }

    /** Starts a lane in a home of its own. */
    Fork fork(String kind) throws IOException {
        return fork(kind, Map.of());
    }

    /** The same with settings and, under names that begin with a dash, Java options of its own. */
    Fork fork(String kind, Map<String, String> own) throws IOException {
        return fork(kind, home(kind), own);
    }

    /** A new home folder. */
    Path home(String kind) throws IOException {
        return Files.createTempDirectory(folder, kind);
    }

    /** Starts a lane in a home that may have been another's. */
    Fork fork(String kind, Path home, Map<String, String> own) throws IOException {
        List<String> options = new ArrayList<>(java());
        Map<String, String> sets = settings();
        own.forEach((key, value) -> {
            if (key.startsWith("-")) {
                options.add(key + value);
            } else {
                sets.put(key, value);
            }
        });
        return new Fork(kind, home, options, sets);
    }

    /** What every lane is told; {@code -Dcama.bench.sets=key=value,…} tells more. */
    Map<String, String> settings() {
        Map<String, String> sets = new LinkedHashMap<>();
        sets.put("cama.jobs.dirs", folder.resolve("jobs").toString());
        sets.put("cama.runs.poll", "50ms");
        sets.put("cama.http.connections", "1024");
        for (String latency : LATENCIES) {
            sets.put("cama.provider." + latency + ".url", url(latency) + "/v1");
            sets.put("cama.provider." + latency + ".max-concurrency", "1024");
        }
        for (String set : System.getProperty("cama.bench.sets", "").split(",", -1)) {
            int equals = set.indexOf('=');
            if (equals > 0) {
                sets.put(set.substring(0, equals), set.substring(equals + 1));
            }
        }
        return sets;
    }

    private String url(String kind) {
        return "http://127.0.0.1:" + port + "/" + kind;
    }

    /** Makes a job that gives JSON lines, with prompts {@code p1}, {@code p2} and so on. */
    String job(String latency, int concurrency, int prompts) throws IOException {
        String name = latency + "-c" + concurrency + "-p" + prompts;
        Path job = Files.createDirectories(folder.resolve("jobs").resolve(name));
        StringBuilder steps = new StringBuilder();
        for (int prompt = 1; prompt <= prompts; prompt++) {
            Files.writeString(
                    job.resolve("p" + prompt + ".prompt"), PROMPT.formatted(latency, "Explain, part " + prompt + ":"));
            steps.append(
                    "        - to: { id: %s-%d, description: Asks, uri: \"kamelet:llm/%s-%d\", parameters: { prompt: p%d } }\n"
                            .formatted(name, prompt, name, prompt, prompt));
        }
        Files.writeString(job.resolve(name + ".camel.yaml"), """
                - route:
                    id: %s
                    description: To be measured
                    from:
                      uri: kamelet:job
                      parameters: { name: %s, outputs: "jsonl", concurrency: %d }
                      steps:
                %s""".formatted(name, name, concurrency, steps));
        return name;
    }

    /** Writes a file of rows whose words nobody has asked before, unless two files share their stem. */
    Path rows(String name, String stem, long rows) throws IOException {
        return rows(name, rows, row -> row + "," + stem + "-" + row);
    }

    /** Writes a file of rows. */
    Path rows(String name, long rows, LongFunction<String> row) throws IOException {
        Path file = folder.resolve(name + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("number,word\n");
            for (long i = 1; i <= rows; i++) {
                out.write(row.apply(i) + "\n");
            }
        }
        return file;
    }

    /**
     * What the endpoint says of itself.
     *
     * @param calls so far
     * @param cpuMicros of its process so far
     * @param spanMicros from the first call to the last answer since it was asked before
     */
    record Endpoint(long calls, long cpuMicros, long spanMicros) {}

    Endpoint endpoint() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url("l0") + "/figures").toURL().openConnection();
        try (var in = connection.getInputStream()) {
            String[] figures = new String(in.readAllBytes(), StandardCharsets.UTF_8).split(" ", 3);
            return new Endpoint(Long.parseLong(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
        }
    }

    @Override
    public void close() throws IOException {
        hold.close();
        stub.destroy();
    }
}
