package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.demo.fault.Action;
import io.cama.llm.demo.fault.Faults;
import io.cama.llm.demo.fault.Scenario;
import io.cama.llm.demo.speech.Speech;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":"
            + "{\"type\":\"object\",\"properties\":{\"m\":{\"type\":\"string\"}},\"required\":[\"m\"]}}},";

    @TempDir
    private Path folder;

    private long now;

    private Rehearsal of(Map<String, String> options) throws Exception {
        return of(Scenario.read(null, options));
    }

    private Rehearsal scripted(String rules) throws Exception {
        return of(Scenario.read(Files.writeString(folder.resolve("s.yaml"), rules), Map.of()));
    }

    private Rehearsal of(Faults faults) throws Exception {
        return new Rehearsal(DemoModel.read(List.of()), faults, () -> now);
    }

    private static Rehearsal.Turn ask(Rehearsal rehearsal, String term) throws Exception {
        return ask(rehearsal, "/v1/chat/completions", "any", term, SCHEMA);
    }

    private static Rehearsal.Turn ask(Rehearsal rehearsal, String path, String model, String term, String members)
            throws Exception {
        Speech speech = Speech.at(path).orElseThrow();
        String body = "{\"model\":\"" + model + "\"," + members + "\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"{\\\"term\\\":\\\"" + term + "\\\"}\"}]}";
        return rehearsal.play(speech, speech.read(body.getBytes(UTF_8)));
    }

    private static String content(Rehearsal.Turn turn) throws Exception {
        return JSON.readTree(turn.response().body())
                .at("/choices/0/message/content")
                .asText();
    }

    private static boolean isJson(String text) {
        try {
            return JSON.readTree(text).isContainerNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void theSameSeedStrikesTheSameCallsInAnyOrder() throws Exception {
        Map<String, String> options = Map.of("error-rate", "20", "resets", "20", "cut", "20");
        Rehearsal forwards = of(options);
        Rehearsal backwards = of(options);
        var one = new ArrayList<String>();
        var two = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            one.add(ask(forwards, "n" + i).fault() + ask(forwards, "n" + i).fault());
        }
        for (int i = 199; i >= 0; i--) {
            two.add(0, ask(backwards, "n" + i).fault());
        }
        for (int i = 199; i >= 0; i--) {
            two.set(i, two.get(i) + ask(backwards, "n" + i).fault());
        }

        assertThat(two).isEqualTo(one);
        Rehearsal other = of(Map.of("error-rate", "20", "resets", "20", "cut", "20", "seed", "2"));
        var three = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            three.add(ask(other, "n" + i).fault() + ask(other, "n" + i).fault());
        }
        assertThat(three).isNotEqualTo(one);
    }

    @Test
    void aShareStrikesAboutThatShare() throws Exception {
        Rehearsal rehearsal = of(Map.of("error-rate", "10%", "slow", "5"));
        int errors = 0;
        int drips = 0;
        for (int i = 0; i < 4_000; i++) {
            Rehearsal.Turn turn = ask(rehearsal, "n" + i);
            errors += turn.status() == 500 ? 1 : 0;
            drips += turn.wire() == Action.Wire.DRIP ? 1 : 0;
        }

        assertThat(errors).isBetween(320, 480);
        assertThat(drips).isBetween(140, 260);
        assertThat(rehearsal.calls()).isEqualTo(4_000);
    }

    @Test
    void aRequestThatWasStruckIsNotStruckForEver() throws Exception {
        Rehearsal rehearsal = of(Map.of("error-rate", "50"));
        Set<Integer> statuses = new HashSet<>();
        for (int i = 1; i <= 30; i++) {
            Rehearsal.Turn turn = ask(rehearsal, "same");
            assertThat(turn.nth()).isEqualTo(i);
            statuses.add(turn.status());
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 500);
    }

    @Test
    void aMalformedAnswerIsBrokenOrMissesTheSchemaAndClaimsToBeWhole() throws Exception {
        Rehearsal rehearsal = of(Map.of("malformed", "100"));
        Set<Boolean> json = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Rehearsal.Turn turn = ask(rehearsal, "n" + i);
            String content = content(turn);
            json.add(isJson(content));
            assertThat(turn.fault()).isEqualTo("malformed");
            assertThat(turn.status()).isEqualTo(200);
            assertThat(turn.response().body()).contains("\"finish_reason\":\"stop\"");
            if (isJson(content)) {
                assertThat(JSON.readTree(content).has("m")).isFalse();
            }
        }

        assertThat(json).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void otherFormsAreMalformedInTheirOwnWay() throws Exception {
        Rehearsal rehearsal = of(Map.of("malformed", "100"));
        String chat = "/v1/chat/completions";

        assertThat(content(ask(rehearsal, chat, "m", "a", "\"cama\":{\"format\":\"tsv\"},")))
                .startsWith("position,text\n");
        assertThat(content(ask(rehearsal, chat, "m", "a", ""))).isEmpty();
        assertThat(isJson(content(ask(rehearsal, chat, "m", "a", "\"response_format\":{\"type\":\"json_object\"},"))))
                .isFalse();
        Set<String> seen = new HashSet<>();
        for (String type : List.of("array", "object")) {
            String schema = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\""
                    + type + "\"}}},";
            for (int i = 0; i < 20; i++) {
                seen.add(type + content(ask(rehearsal, chat, "m", "n" + i, schema)));
            }
        }
        assertThat(seen).contains("array{}", "object[]");
    }

    @Test
    void aTruncatedAnswerIsHalfAndSaysSo() throws Exception {
        Rehearsal.Turn turn = ask(of(Map.of("truncated", "100%")), "sea");

        assertThat(content(turn)).isEqualTo("{\"m\":\"demo");
        assertThat(turn.response().body()).contains("\"finish_reason\":\"length\"");
    }

    @Test
    void aRefusalHasTheFormOfItsProtocol() throws Exception {
        Rehearsal rehearsal = of(Map.of("refused", "100"));

        JsonNode open = JSON.readTree(ask(rehearsal, "sea").response().body());
        assertThat(open.at("/choices/0/message/refusal").asText()).isNotBlank();
        assertThat(open.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(ask(rehearsal, "/v1/messages", "m", "sea", "\"max_tokens\":9,")
                        .response()
                        .body())
                .contains("\"stop_reason\":\"refusal\"");
        assertThat(ask(rehearsal, "/api/chat", "m", "sea", "\"stream\":false,")
                        .response()
                        .body())
                .contains("I cannot help with that");
    }

    @Test
    void aStormRefusesEverythingForItsTime() throws Exception {
        Rehearsal rehearsal = of(Map.of("storm", "30s,5s"));

        Rehearsal.Turn first = ask(rehearsal, "sea");
        now = Duration.ofSeconds(30).toNanos() - 1;
        assertThat(ask(rehearsal, "sea").status()).isEqualTo(429);
        now++;
        assertThat(ask(rehearsal, "sea").status()).isEqualTo(200);
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.fault()).isEqualTo("storm");
        assertThat(first.response().headers()).containsEntry("retry-after", "5");
        now = 0;
        assertThat(ask(of(Map.of("storm", "1s")), "sea").response().headers()).containsOnlyKeys("Content-Type");
    }

    @Test
    void limitsAreKeptAndTold() throws Exception {
        Rehearsal rehearsal = of(Map.of("rpm", "1", "error-rate", "100"));

        assertThat(ask(rehearsal, "sea").response().headers()).containsEntry("x-ratelimit-remaining-requests", "0");
        Rehearsal.Turn refused = ask(rehearsal, "sea");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.fault()).isEqualTo("limit");
        assertThat(refused.response().headers()).containsEntry("retry-after", "60");
        assertThat(refused.response().body()).contains("rate_limit_exceeded", "\"type\":\"requests\"");
        assertThat(ask(of(Map.of("tpm", "3")), "sea").response().body())
                .contains("Request too large", "\"type\":\"tokens\"");
    }

    @Test
    void aScriptedCallGetsWhatItsRuleSays() throws Exception {
        Rehearsal rehearsal = scripted("""
                error-rate: 100
                latency: 9s
                rules:
                  - when: { nth: 1 }
                    then: { status: 529, headers: { x-should-retry: "false" }, latency: 3s }
                  - when: { text: sea, nth-same: 2 }
                    then: { status: 418, body: teapot, headers: { Content-Type: text/plain } }
                  - when: { model: "*-mini" }
                    then: { finish: content_filter }
                """);

        Rehearsal.Turn first = ask(rehearsal, "sea");
        Rehearsal.Turn again = ask(rehearsal, "sea");
        Rehearsal.Turn mini = ask(rehearsal, "/v1/chat/completions", "gpt-mini", "sky", "");
        Rehearsal.Turn other = ask(rehearsal, "sky");

        assertThat(first.status()).isEqualTo(529);
        assertThat(first.latency()).isEqualTo(Duration.ofSeconds(3));
        assertThat(first.response().headers()).containsEntry("x-should-retry", "false");
        assertThat(again.status()).isEqualTo(418);
        assertThat(again.response().body()).isEqualTo("teapot");
        assertThat(again.response().headers()).containsOnly(Map.entry("Content-Type", "text/plain"));
        assertThat(mini.response().body()).contains("\"finish_reason\":\"content_filter\"");
        assertThat(mini.fault()).isEqualTo("scripted");
        assertThat(other.status()).isEqualTo(500);
        assertThat(other.latency()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void requestsAreToldApart() {
        Times times = new Times();
        for (long i = 0; i < 5_000; i++) {
            assertThat(times.next(i << 40)).isEqualTo(1);
        }

        assertThat(times.next(0)).isEqualTo(2);
        assertThat(times.next(77L << 40)).isEqualTo(2);
        assertThat(times.next(0)).isEqualTo(3);
    }
}
