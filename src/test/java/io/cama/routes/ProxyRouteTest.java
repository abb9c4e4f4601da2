package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviours;
import io.cama.wire.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls through a proxy, which the environment names here: what it sees, and what its refusals mean. */
class ProxyRouteTest extends WireTestSupport {
    private static final String KEY = "key-0123456789-abcdef";
    private static final Path KEY_FILE = keyFile();

    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("cama", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stage of the first of them is the proxy. */
    @Override
    List<String> providers() {
        return List.of("proxy", "here", "exempt");
    }

    @Override
    Map<String, String> more() {
        Map<String, String> sets = new HashMap<>();
        sets.put("cama.provider.plainly.url", "http://model.test:8000/v1");
        sets.put("cama.provider.plainly.rpm", "0");
        sets.put("cama.provider.tunnel.url", "https://model.test/v1");
        sets.put("cama.provider.tunnel.rpm", "0");
        sets.put("cama.provider.tunnel.key", "file:" + KEY_FILE);
        sets.put("cama.provider.exempt.url", "http://exempt.localhost.test:1/v1");
        return sets;
    }

    @Override
    Map<String, String> environment() {
        String proxy = stage("proxy").url();
        return Map.of(
                "HTTP_PROXY", proxy.replace("//", "//user:pass%2Bword@"),
                "https_proxy", proxy.replace("//", "//user:pass%2Bword@"),
                "NO_PROXY", "other.test, .localhost.test");
    }

    @Test
    void theProxyIsAskedForTheEndpointAndTheAnswerComesThrough() throws Exception {
        Run run = askThrough("plainly", answers());

        assertAnswered(run);
        Seen seen = stage("proxy").requests().get(0);
        assertThat(seen.line()).isEqualTo("POST http://model.test:8000/v1/chat/completions HTTP/1.1");
        assertThat(seen.header("host")).containsExactly("model.test:8000");
    }

    @Test
    void aProxyThatAsksWhoWeAreIsToldOnceAndByNoOtherHeader() throws Exception {
        Run run = askThrough("plainly", asks(), answers());

        assertAnswered(run);
        String expected = Base64.getEncoder().encodeToString("user:pass+word".getBytes(StandardCharsets.UTF_8));
        assertThat(stage("proxy").requests()).hasSize(2);
        assertThat(stage("proxy").requests().get(1).header("proxy-authorization"))
                .containsExactly("Basic " + expected);
    }

    @Test
    void aProxyThatRefusesUsPausesTheRun() throws Exception {
        Run run = askThrough("plainly", asks());

        assertPaused(run, Reason.FORBIDDEN);
        assertThat(run.reason()).contains("proxy").doesNotContain("word");
    }

    @Test
    void aTunnelThatIsRefusedPausesTheRunAndTheKeyIsNotShownToTheProxy() throws Exception {
        Run run = askThrough("tunnel", asks());

        assertPaused(run, Reason.FORBIDDEN);
        assertThat(run.reason()).contains("proxy");
        assertThat(stage("proxy").requests()).isNotEmpty().allSatisfy(seen -> {
            assertThat(seen.line()).isEqualTo("CONNECT model.test:443 HTTP/1.1");
            assertThat(seen.headerLines().toString()).doesNotContain(KEY);
        });
    }

    @Test
    void anEndpointOnThisMachineIsCalledDirectly() throws Exception {
        stage("proxy").play(answers());

        assertAnswered(ask("here", answers()));
        assertThat(stage("here").requests()).hasSize(1);
        assertThat(stage("proxy").connections()).isZero();
    }

    @Test
    void aHostThatTheEnvironmentExemptsIsCalledDirectly() throws Exception {
        stage("proxy").play(answers());

        Run run = ask("exempt", answers());

        assertThat(reasons(run))
                .isNotEmpty()
                .allMatch(reason -> reason == Reason.NET_DNS || reason == Reason.NET_CONNECT);
        assertThat(stage("proxy").connections()).isZero();
    }

    private Run askThrough(String provider, io.cama.wire.Behaviour... script) throws IOException {
        stage("proxy").play(script);
        return ask(provider, script);
    }

    private static io.cama.wire.Behaviour asks() {
        return Behaviours.status(
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Basic realm=\"house\"\r\n",
                "<html>no</html>");
    }
}
