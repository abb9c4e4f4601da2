package io.cama.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import io.cama.wire.Behaviours;
import io.cama.wire.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoctorCommandTest {
    private static final String FRESH = "cama.prices.stale=3650d";
    private static final Map<String, String> KEY = Map.of("OPENAI_API_KEY", "sk-0123456789abcd");

    @TempDir
    private Path home;

    private Path prompt = Path.of("");

    @BeforeEach
    void aSoundJob() throws IOException {
        prompt = GreetingJob.in(home).resolve("hello.prompt");
    }

    private void model(String model) throws IOException {
        Files.writeString(prompt, Files.readString(prompt).replace("openai/gpt-4.1-mini", model));
    }

    private Answer doctor(Map<String, String> environment, String... more) {
        String[] all = new String[more.length + 5];
        all[0] = "doctor";
        all[1] = "--job";
        all[2] = "greet";
        all[3] = "--set";
        all[4] = FRESH;
        System.arraycopy(more, 0, all, 5, more.length);
        return Answer.with(home, environment, all);
    }

    @Test
    void findsNothingWrongWithASoundSetupAndTellsOnlyTheEndOfTheKey() {
        Answer answer = doctor(KEY);

        assertThat(answer.exit()).as(answer.out()).isZero();
        assertThat(answer.out())
                .contains("ok       java: ", "ok       home: ", "ok       disk: ", "ok       ledger: ")
                .contains("ok       job greet: sound, asks 1 prompt\n")
                .contains("ok       provider openai: openai at https://api.openai.com/v1/chat/completions\n")
                .contains("ok       provider openai key: …abcd\n", "60 requests a minute, 1 to 64 at once")
                .contains("ok       price of openai/gpt-4.1-mini: $0.4 in, $1.6 out for a million tokens")
                .doesNotContain("sk-0123")
                .containsPattern(
                        "Features: cache \\(.*\\), retry \\(4 calls\\), breaker \\(default\\), .*budget of a day \\(off\\), health \\(every 60s\\), metrics \\(on\\), traces \\(off\\)\\n$");
        assertThat(answer.err()).contains("0 errors, 0 warnings", "--online");
    }

    @Test
    void aMissingOrShortKeyIsSeventySeven() {
        Answer missing = doctor(Map.of());
        Answer tooShort = doctor(Map.of("OPENAI_API_KEY", "sk-1"));

        assertThat(missing.exit()).isEqualTo(77);
        assertThat(missing.out())
                .contains("error    provider openai key: ", "there is no key", "Do: set OPENAI_API_KEY");
        assertThat(tooShort.out()).contains("shorter than 10 characters");
    }

    @Test
    void fallbacksAndCanariesAreLookedAtToo() throws IOException {
        Files.writeString(
                prompt,
                Files.readString(prompt)
                        .replace(
                                "input:",
                                "cama.fallbacks: [mine/unknown]\ncama.canary: { share: 10, model: ollama/llama3.2 }\ninput:"));

        Answer answer = doctor(KEY, "--set", "cama.provider.mine.url=http://localhost:1/v1");
        Answer capped =
                doctor(KEY, "--set", "cama.provider.mine.url=http://localhost:1/v1", "--set", "cama.budget.day=5");

        assertThat(answer.exit()).as(answer.out()).isZero();
        assertThat(answer.out())
                .contains("warning  price of mine/unknown: not known", "prices update FILE")
                .contains("provider ollama key: none is needed");
        assertThat(capped.exit()).isEqualTo(4);
        assertThat(capped.out()).contains("error    price of mine/unknown", "budget of a day ($5.00)");
    }

    @Test
    void whatIsConfiguredWrongIsSeventyEight() throws IOException {
        model("opnai/gpt");
        Answer provider = doctor(KEY);
        Answer settings = doctor(KEY, "--set", "cama.runs.parallel=many", "--set", "cama.failover.on=weather");

        assertThat(provider.exit()).isEqualTo(78);
        assertThat(provider.out()).contains("error    job greet: ", "opnai");
        assertThat(settings.out()).contains("error    settings: ", "and 1 more error");
        assertThat(doctor(
                                KEY,
                                "--set",
                                "cama.provider.opnai.url=http://localhost:1",
                                "--set",
                                "cama.provider.opnai.dialect=latin")
                        .out())
                .contains("There is no dialect \"latin\"");
    }

    @Test
    void anOldPriceIsAWarning() {
        Answer answer = Answer.with(home, KEY, "doctor", "--job", "greet", "--set", "cama.prices.stale=1d", "--json");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains("\"level\" : \"warning\"", "days old", "\"features\" : {", "\"exit\" : 0");
    }

    @Test
    void saysWhoUsesTheLedgerAndWhatIsWrongWithIt() throws IOException {
        try (LedgerHome busy = new LedgerHome(home)) {
            busy.running("one", 1);
            Files.writeString(
                    home.resolve("work/state.json"),
                    "{\"pid\": 42, \"at\": \"\", \"ended\": false, \"breakers\": [], \"gates\": []}");
            assertThat(doctor(KEY).out()).contains("is in use by process 42");
        }
        Files.writeString(home.resolve("work/ledger.db"), "no database at all, and long enough to be read as one");

        Answer broken = doctor(KEY);

        assertThat(broken.exit()).isEqualTo(78);
        assertThat(broken.out()).contains("error    ledger: ");
    }

    @Test
    void anOutboxThatIsAFileIsSeventyThree() throws IOException {
        Files.writeString(home.resolve("outbox"), "");

        Answer answer = doctor(KEY);

        assertThat(answer.exit()).isEqualTo(73);
        assertThat(answer.out()).contains("error    outbox: ", "is no folder");
    }

    @Test
    void onlineItAsksEachModelOneWord() throws IOException {
        model("demo/any");

        Answer answer = doctor(Map.of(), "--online");

        assertThat(answer.exit()).as(answer.out()).isZero();
        assertThat(answer.out())
                .containsPattern("ok       asked demo/any: \\d+ ms, served by demo, \\d+ tokens in, \\d+ out, \\$0");
        assertThat(Files.readAllLines(home.resolve("work/demo-calls.jsonl"))).hasSize(1);
    }

    @Test
    void onlineItSaysWhatTheEndpointSaidOfItsLimitsAndItsClock() throws IOException {
        model("mine/any");
        try (RawServer server = RawServer.start(Behaviours.status(
                "200 OK",
                "Content-Type: application/json\r\nDate: Mon, 06 Jan 2025 10:00:30 GMT\r\n"
                        + "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 59\r\n",
                "{\"model\":\"mine-1\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":16}}"))) {
            Answer answer = doctor(Map.of(), "--online", "--set", "cama.provider.mine.url=" + server.url() + "/v1");

            assertThat(answer.exit()).as(answer.out()).isZero();
            assertThat(answer.out())
                    .containsPattern(
                            "ok       asked mine/any: \\d+ ms, 8 tokens in, 16 out, cost not known, 59 of 60 requests left\n")
                    .containsPattern("warning  clock: the endpoints' clocks are \\d+ s behind this one");
        }
    }

    @Test
    void onlineARefusedKeyIsSeventySevenAndAnUnknownModelSeventyEight() throws IOException {
        model("mine/any");
        String keyless = "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}";
        String modelless = "{\"error\":{\"message\":\"The model does not exist\",\"code\":\"model_not_found\"}}";
        try (RawServer server = RawServer.start(
                Behaviours.status("401 Unauthorized", "Content-Type: application/json\r\n", keyless),
                Behaviours.status("404 Not Found", "Content-Type: application/json\r\n", modelless))) {
            String url = "cama.provider.mine.url=" + server.url() + "/v1";

            Answer refused = doctor(Map.of(), "--online", "--set", url);
            Answer unknown = doctor(Map.of(), "--online", "--set", url);

            assertThat(refused.exit()).as(refused.out()).isEqualTo(77);
            assertThat(refused.out()).contains("error    asked mine/any: AUTH: ", "Do: set a valid key");
            assertThat(unknown.exit()).as(unknown.out()).isEqualTo(78);
            assertThat(unknown.out()).contains("error    asked mine/any: MODEL_NOT_FOUND: ");
        }
    }

    @Test
    void onlineAnEndpointThatIsNotThereIsSixtyNine() throws IOException {
        model("mine/any");

        Answer answer = doctor(Map.of(), "--online", "--set", "cama.provider.mine.url=http://127.0.0.1:1/v1");

        assertThat(answer.exit()).as(answer.out()).isEqualTo(69);
        assertThat(answer.out()).contains("error    asked mine/any: NET_CONNECT: ", "Do: check the base URL");
    }
}
