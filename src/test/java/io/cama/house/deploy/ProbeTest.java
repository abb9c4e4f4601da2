package io.cama.house.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cama.wire.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The probe, against a server that is alive for everybody and ready for whoever has the token. */
@Timeout(120)
class ProbeTest {
    private static final Path PROBE = Path.of("src/deploy/cama-probe");

    @TempDir
    private Path home;

    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
        serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        Files.createDirectories(home.resolve("work/tokens"));
        tell("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpServer fresh) {
        server = fresh;
        server.createContext("/observe/health/", exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            boolean open = exchange.getRequestURI().getPath().endsWith("/live");
            boolean known = "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(open || known ? 200 : 401, -1);
            exchange.close();
        });
        server.start();
    }

    private void tell(String url) throws IOException {
        Files.writeString(
                home.resolve("work/api.json"), "{\"pid\":7,\"url\":\"" + url + "\",\"tokens\":\"work/tokens\"}");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private int probe(String what) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(PROBE.toString(), what);
        builder.environment().put("CAMA_HOME", home.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void token(String token) throws IOException {
        Files.writeString(home.resolve("work/tokens/viewer"), token + "\n");
    }

    @Test
    void livenessNeedsNoToken() throws Exception {
        assertThat(probe("live")).isZero();
        assertThat(hosts).containsExactly("127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void readinessShowsTheViewersToken() throws Exception {
        token("s3cret");

        assertThat(probe("ready")).isZero();
    }

    @Test
    void whoIsNotLetInIsNotReady() throws Exception {
        assertThat(probe("ready")).isEqualTo(1);
        token("another");
        assertThat(probe("ready")).isEqualTo(1);
    }

    @Test
    void whoDoesNotAnswerIsNotAlive() throws Exception {
        server.stop(0);

        assertThat(probe("live")).isEqualTo(1);
    }

    @Test
    void whoHasNotSaidWhereItIsIsNotAlive() throws Exception {
        Files.delete(home.resolve("work/api.json"));

        assertThat(probe("live")).isEqualTo(1);
    }

    @Test
    void theAddressIsTheOneThatIsTold() throws Exception {
        server.stop(0);
        serve(HttpServer.create(new InetSocketAddress("127.0.0.9", 0), 0));
        int port = server.getAddress().getPort();
        tell("http://127.0.0.9:" + port);

        assertThat(probe("live")).isZero();
        tell("http://localhost:" + port);
        assertThat(probe("live")).as("nobody listens there").isEqualTo(1);
        assertThat(hosts).containsExactly("127.0.0.9:" + port);
    }

    @Test
    void aServerThatSpeaksTlsIsAskedByTls() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl here");
        server.stop(0);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(
                new HttpsConfigurator(TestCertificate.selfSigned(home).server()));
        serve(secure);
        tell("https://localhost:" + server.getAddress().getPort());
        token("s3cret");

        assertThat(probe("live")).isZero();
        assertThat(probe("ready")).isZero();
        token("another");
        assertThat(probe("ready")).isEqualTo(1);
        server.stop(0);
        assertThat(probe("live")).isEqualTo(1);
    }
}
