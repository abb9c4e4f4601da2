package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.config.Settings;
import io.cama.model.Finding;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviours;
import io.cama.wire.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that leave the house: the request line, the headers that must be there, and no other. */
class OutgoingRequestTest extends WireTestSupport {
    private static final String KEY = "key-0123456789-abcdef";
    private static final Path KEY_FILE = keyFile(KEY + "\r\n");
    private static final Path TWO_LINES = keyFile(KEY + "\r\nX-Injected: 1\r\n");

    private static Path keyFile(String text) {
        try {
            Path file = Files.createTempFile("cama", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    List<String> providers() {
        return List.of("plainest", "keyed", "messages", "native", "injected", "titled");
    }

    @Override
    Map<String, String> more() {
        return Map.ofEntries(
                Map.entry("cama.provider.keyed.key", "file:" + KEY_FILE),
                Map.entry("cama.provider.keyed.headers.X-Title", "Cama"),
                Map.entry("cama.provider.messages.dialect", "anthropic"),
                Map.entry("cama.provider.messages.key", "file:" + KEY_FILE),
                Map.entry("cama.provider.native.dialect", "ollama"),
                Map.entry("cama.provider.injected.key", "file:" + TWO_LINES),
                Map.entry("cama.provider.titled.headers.X-Title", "file:" + TWO_LINES));
    }

    @Test
    void anEndpointWithoutAKeySeesTheseHeadersOnly() throws Exception {
        assertAnswered(ask("plainest", answers()));

        Seen seen = onlyRequest("plainest");
        assertThat(seen.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(names(seen))
                .containsExactlyInAnyOrder(
                        "accept",
                        "accept-encoding",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent");
        assertThat(seen.header("user-agent")).singleElement().asString().matches("cama/\\S+");
        assertThat(seen.header("content-type")).containsExactly("application/json");
        assertThat(seen.header("content-length")).containsExactly(String.valueOf(seen.body().length));
    }

    @Test
    void aKeyAndATitleAreAllThatIsAdded() throws Exception {
        assertAnswered(ask("keyed", answers()));

        Seen seen = onlyRequest("keyed");
        assertThat(names(seen)).hasSize(9).contains("authorization", "x-title");
        assertThat(seen.header("authorization")).containsExactly("Bearer " + KEY);
        assertThat(seen.bodyText()).doesNotContain(KEY);
    }

    @Test
    void theMessagesProtocolSendsItsOwnTwo() throws Exception {
        ask("messages", Behaviours.ok("{}"));

        Seen seen = stage("messages").requests().get(0);
        assertThat(seen.line()).isEqualTo("POST /v1/messages HTTP/1.1");
        assertThat(names(seen)).hasSize(9).doesNotContain("authorization");
        assertThat(seen.header("x-api-key")).containsExactly(KEY);
        assertThat(seen.header("anthropic-version")).containsExactly("2023-06-01");
        assertThat(json(seen.bodyText()).has("max_tokens")).isTrue();
        assertThat(json(seen.bodyText()).has("system")).isTrue();
    }

    @Test
    void theNativeProtocolAsksForNoStream() throws Exception {
        ask("native", Behaviours.ok("{}"));

        Seen seen = stage("native").requests().get(0);
        assertThat(seen.line()).isEqualTo("POST /api/chat HTTP/1.1");
        assertThat(names(seen)).hasSize(7);
        assertThat(json(seen.bodyText()).path("stream").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"injected", "titled"})
    void aLineBreakInAKeyOrATitleIsRefusedBeforeAnyConnection(String provider) throws Exception {
        Run run = ask(provider, answers());

        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
        assertThat(run.reason()).startsWith(Reason.CONFIG.name());
        assertThat(run.reason()).contains("control character").doesNotContain(KEY);
        assertThat(stage(provider).connections()).isZero();
    }

    @Test
    void aLineBreakWrittenIntoAHeaderIsAFindingOfTheSettings() {
        Settings settings = Settings.load(
                home, List.of(), Map.of(), Map.of("cama.provider.openrouter.headers.X-Title", "Cama\r\nX-Injected: 1"));

        assertThat(settings.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .singleElement()
                .asString()
                .contains("X-Title", "control character");
    }

    private Seen onlyRequest(String provider) {
        assertThat(stage(provider).requests()).hasSize(1);
        return stage(provider).requests().get(0);
    }

    private static List<String> names(Seen seen) {
        return seen.headerLines().stream()
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }
}
