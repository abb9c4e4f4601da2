package io.cama.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.cli.Answer;
import io.cama.cli.Cama;
import io.cama.cli.shell.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    private static final String ASK =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"term\\\":\\\"sea\\\"}\"}]}";

    private static final String ROUTE = """
            - route:
                id: fruit
                from:
                  uri: kamelet:job
                  parameters: { name: fruit, key: term, outputs: json }
                  steps: [ { to: "kamelet:llm?prompt=p" } ]
            """;

    private final Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    SimulateCommandTest(@TempDir Path home) {
        this.home = home;
    }

    /** Runs the command until the body is done, then ends it as the end of the process would. */
    private int serving(Body body, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("simulate", "--port", "0", "--dir", home.toString()));
        all.addAll(List.of(arguments));
        Shell shell = new Shell(new PrintWriter(out), new PrintWriter(err), Map.of(), Map.of());
        AtomicInteger exit = new AtomicInteger(-1);
        Thread command = new Thread(() -> exit.set(Cama.commandLine(shell).execute(all.toArray(new String[0]))));
        command.start();
        try {
            await().until(() -> out.toString().contains("/v1") || !command.isAlive());
            Matcher url = Pattern.compile("http://127.0.0.1:\\d+").matcher(out.toString());
            assertThat(url.find()).as(err.toString()).isTrue();
            body.with(URI.create(url.group()));
        } finally {
            command.interrupt();
            command.join();
        }
        return exit.get();
    }

    private interface Body {
        void with(URI url) throws Exception;
    }

    private static HttpResponse<String> ask(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve("/v1/chat/completions"))
                                .POST(HttpRequest.BodyPublishers.ofString(ASK))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesWithTheFaultsAskedForUntilItIsStopped() throws Exception {
        Path scenario = Files.writeString(home.resolve("s.yaml"), "error-rate: 0\nrules: [{then: {status: 503}}]");
        Path log = home.resolve("calls.jsonl");

        int exit = serving(
                url -> {
                    HttpResponse<String> response = ask(url);
                    assertThat(response.statusCode()).isEqualTo(503);
                    assertThat(response.headers().firstValue("x-ratelimit-limit-requests"))
                            .contains("5");
                    assertThat(Files.readAllLines(log)).hasSize(1);
                },
                "--scenario",
                scenario.toString(),
                "--rpm",
                "5",
                "--log",
                log.toString());

        assertThat(exit).isEqualTo(130);
        assertThat(out.toString())
                .containsPattern("OpenAI +http://127\\.0\\.0\\.1:\\d+/v1\n")
                .containsPattern("Anthropic +http://127\\.0\\.0\\.1:\\d+\n")
                .containsPattern("Ollama +http://127\\.0\\.0\\.1:\\d+\n")
                .containsPattern("--set cama\\.provider\\.sim\\.url=http://127\\.0\\.0\\.1:\\d+/v1\n");
        assertThat(err).hasToString("Stop with Ctrl-C." + System.lineSeparator());
    }

    @Test
    void showsEachCallWhenAskedToSayMore() throws Exception {
        serving(url -> assertThat(ask(url).statusCode()).isEqualTo(200), "-v", "--json");

        assertThat(err.toString()).contains("\"term\":\"sea\"", "\"status\":200");
        assertThat(out.toString()).contains("\"openai\" : \"http://127.0.0.1:", "\"set\" : \"--set cama.provider.sim");
    }

    @Test
    void answersWithTheRepliesThatAJobBringsAlong() throws Exception {
        Path job = Files.createDirectories(home.resolve("samples/fruit"));
        Files.writeString(job.resolve("fruit.camel.yaml"), ROUTE);
        Files.writeString(job.resolve("demo.jsonl"), "{\"when\":{\"term\":\"sea\"},\"reply\":\"bada\"}");

        serving(
                url -> assertThat(ask(url).body()).contains("bada"),
                "--set",
                "cama.jobs.dirs=" + home.resolve("samples"));
    }

    @Test
    void aReplyThatCannotBeReadIsNamed() throws Exception {
        Path job = Files.createDirectories(home.resolve("samples/fruit"));
        Files.writeString(job.resolve("fruit.camel.yaml"), ROUTE);
        Files.writeString(job.resolve("demo.jsonl"), "{}");

        Answer answer =
                Answer.of(home, "simulate", "--port", "0", "--set", "cama.jobs.dirs=" + home.resolve("samples"));

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.err()).contains("demo.jsonl:1: there is no \"reply\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--error-rate | 120  | --error-rate is \"120\"      | a percentage from 0 to 100",
                "--429-after  | few  | --429-after is \"few\"       | a whole number",
                "--storm      | long | --storm is \"long\"          | a time of at most a day",
                "--port       | 70000 | --port is 70000             | a number from 0 to 65535"
            })
    void anOptionThatWillNotDoIsWrongUsage(String option, String value, String seen, String advice) {
        Answer answer = Answer.of(home, "simulate", option, value);

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains(seen, "Do: give " + advice);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void aScenarioThatIsMissingOrWrongIsNamed() throws Exception {
        Path wrong = Files.writeString(home.resolve("s.yaml"), "rpn: 5");

        Answer missing = Answer.of(home, "simulate", "--scenario", "none.yaml");
        Answer unknown = Answer.of(home, "simulate", "--scenario", wrong.toString());

        assertThat(missing.exit()).isEqualTo(66);
        assertThat(missing.err()).contains("there is no file none.yaml");
        assertThat(unknown.exit()).isEqualTo(78);
        assertThat(unknown.err()).contains("s.yaml: rpn is not known here", "use one of seed");
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = Answer.of(home, "simulate", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(answer.exit()).isEqualTo(69);
            assertThat(answer.err()).contains("port " + taken.getLocalPort() + " on 127.0.0.1", "--port 0");
        }
    }
}
