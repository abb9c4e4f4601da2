package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.cli.Answer;
import io.cama.llm.demo.DemoEndpoint;
import io.cama.llm.demo.fault.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A home folder with the job {@code terms} of two prompts, and an endpoint that misbehaves as it is told. */
final class Rehearsal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TERMS = Path.of("src/test/resources/blackbox/terms");

    private final Path home;
    private final Path log;
    private final DemoEndpoint endpoint;

    /** @param faults as {@code cama simulate} takes them, such as {@code error-rate: 10%} */
    Rehearsal(Path home, Map<String, String> faults) throws IOException {
        this(home, null, faults);
    }

    /** @param scenario a file of rules, or null */
    Rehearsal(Path home, @Nullable Path scenario, Map<String, String> faults) throws IOException {
        this.home = home;
        this.log = home.resolve("calls.jsonl");
        this.endpoint = DemoEndpoint.start(
                0, new DemoEndpoint.Settings(log, false, List.of(), Scenario.read(scenario, faults), line -> {}));
        copy(TERMS, home.resolve("jobs/terms"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    Path home() {
        return home;
    }

    Path prompt(String name) {
        return home.resolve("jobs/terms/" + name + ".prompt");
    }

    /** Writes an input of so many rows. */
    Path rows(int count) throws IOException {
        StringBuilder csv = new StringBuilder("number,term\n");
        for (int row = 1; row <= count; row++) {
            csv.append(row).append(",term ").append(row).append('\n');
        }
        return Files.writeString(home.resolve("terms.csv"), csv);
    }

    /** The models cost so much, in dollars a token. */
    void price(String input, String output) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/prices.json"),
                "{\"demo/any\":{\"mode\":\"chat\",\"input_cost_per_token\":" + input + ",\"output_cost_per_token\":"
                        + output + "}}");
    }

    Answer cama(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String set : List.of(
                "cama.provider.demo.url=" + endpoint.baseUrl(),
                "cama.runs.poll=10ms",
                "cama.retry.initial-delay=20ms")) {
            all.add("--set");
            all.add(set);
        }
        return Answer.of(home, all.toArray(String[]::new));
    }

    /** Processes the input; the account of its one run. */
    JsonNode process(Path input, String... options) {
        List<String> all = new ArrayList<>(List.of("process", input.toString(), "--job", "terms", "--json", "-q"));
        all.addAll(List.of(options));
        Answer answer = cama(all.toArray(String[]::new));
        assertThat(answer.out()).as(answer.err()).isNotBlank();
        return json(answer.out()).path(0);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** One line a call, as the endpoint saw it. */
    List<JsonNode> calls() throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(Rehearsal::json).toList();
        }
    }

    /** Calls for which the endpoint had answered the very same request before. */
    long repeated() throws IOException {
        Set<String> known = new HashSet<>();
        return calls().stream()
                .filter(call -> call.path("status").asInt() == 200)
                .filter(call -> !known.add(call.path("hash").asText()))
                .count();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
