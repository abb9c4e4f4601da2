package io.cama.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawServerTest {
    private static final String BODY = "{\"word\":\"바다\"}";

    private final HttpClient client = client(null);

    private static HttpClient client(SSLContext context) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return (context == null ? builder : builder.sslContext(context)).build();
    }

    private static HttpRequest.Builder post(URI url) {
        return HttpRequest.newBuilder(url.resolve("/chat?x=1"))
                .header("X-Test", "a")
                .POST(HttpRequest.BodyPublishers.ofString("질문"));
    }

    private HttpResponse<String> ask(RawServer server) throws Exception {
        return client.send(post(server.url()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String answer(Behaviour behaviour) throws Exception {
        try (RawServer server = RawServer.start(behaviour)) {
            return ask(server).body();
        }
    }

    private void fails(Behaviour behaviour) throws Exception {
        try (RawServer server = RawServer.start(behaviour)) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
            assertThat(server.connections()).isPositive();
        }
    }

    @Test
    void requestsAreKeptAsTheyCame() throws Exception {
        try (RawServer server = RawServer.start(Behaviours.ok(BODY))) {
            long before = System.nanoTime();
            ask(server);
            ask(server);

            Seen seen = server.requests().get(0);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(seen.line()).isEqualTo("POST /chat?x=1 HTTP/1.1");
            assertThat(seen.header("x-test")).containsExactly("a");
            assertThat(seen.bodyText()).isEqualTo("질문");
            assertThat(seen.body()).isEqualTo("질문".getBytes(UTF_8));
            assertThat(new String(seen.head(), UTF_8)).startsWith(seen.line()).endsWith("\r\n\r\n");
            assertThat(seen.headerLines()).contains("X-Test: a");
            assertThat(seen.connection()).isEqualTo(1);
            assertThat(seen.nanoTime()).isBetween(before, System.nanoTime());
        }
    }

    @Test
    void aChunkedRequestIsReadToItsEnd() throws Exception {
        try (RawServer server = RawServer.start(Behaviours.ok(BODY))) {
            HttpRequest request = HttpRequest.newBuilder(server.url())
                    .expectContinue(true)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream("0\r\nabc".getBytes(UTF_8))))
                    .build();

            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo(BODY);
            assertThat(server.requests().get(0).bodyText()).isEqualTo("6\r\n0\r\nabc\r\n0\r\n\r\n");
        }
    }

    @Test
    void theScriptIsFollowedAndItsEndRepeated() throws Exception {
        try (RawServer server = RawServer.start(
                Behaviours.status("503 Busy", "Retry-After: 1\r\n", ""),
                Behaviours.noContent(),
                Behaviours.accepted("{}"),
                Behaviours.redirect("307 Temporary Redirect", "/other"))) {
            assertThat(ask(server).statusCode()).isEqualTo(503);
            assertThat(ask(server).statusCode()).isEqualTo(204);
            assertThat(ask(server).statusCode()).isEqualTo(202);
            assertThat(ask(server).headers().map()).containsEntry("location", List.of("/other"));
            assertThat(ask(server).statusCode()).isEqualTo(307);
        }
    }

    @Test
    void oddButRightAnswersArriveWhole() throws Exception {
        for (Behaviour right : new Behaviour[] {
            Behaviours.http10(BODY),
            Behaviours.continueThenOk(BODY),
            Behaviours.chunkedWithTrailers(BODY),
            Behaviours.dripBody(BODY, Duration.ofMillis(1)),
            Behaviours.dripAll(BODY, Duration.ofMillis(1)),
            Behaviours.okThenCloseIdle(BODY)
        }) {
            assertThat(answer(right)).isEqualTo(BODY);
        }
    }

    @Test
    void brokenAnswersFail() throws Exception {
        fails(Behaviours.reset());
        fails(Behaviours.resetAtAccept());
        fails(Behaviours.close());
        fails(Behaviours.closeAtAccept());
        fails(Behaviours.halfBody(BODY));
        fails(Behaviours.resetInBody(BODY));
        fails(Behaviours.badChunk(BODY));
        fails(Behaviours.chunkedCut(BODY));
        fails(Behaviours.notHttp());
    }

    @Test
    void twoLengthsAreSent() throws Exception {
        try (RawServer server = RawServer.start(Behaviours.twoLengths(BODY));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.url().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("Content-Length: 17\r\nContent-Length: 1\r\n\r\n" + BODY);
        }
    }

    @Test
    void silenceLastsUntilTheServerIsClosed() throws Exception {
        try (RawServer server = RawServer.start(Behaviours.silence())) {
            HttpRequest request =
                    post(server.url()).timeout(Duration.ofMillis(300)).build();

            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void compressedBodiesUnpackUnlessTheyAreCorrupt() throws Exception {
        try (InputStream in = stream(Behaviours.gzip(BODY))) {
            assertThat(new GZIPInputStream(in).readAllBytes()).asString().isEqualTo(BODY);
        }
        try (InputStream in = stream(Behaviours.corruptGzip(BODY))) {
            assertThatThrownBy(() -> new GZIPInputStream(in).readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void largeBodiesAreStreamed() throws Exception {
        long[] packed = {0};
        try (InputStream in = stream(Behaviours.gzipBomb(100));
                InputStream counted = new FilterInputStream(in) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        int got = super.read(bytes, from, length);
                        packed[0] += Math.max(0, got);
                        return got;
                    }
                };
                InputStream out = new GZIPInputStream(counted)) {
            assertThat(out.transferTo(OutputStream.nullOutputStream())).isGreaterThan(100 << 20);
        }
        assertThat(packed[0]).isLessThan(1 << 20);
        try (InputStream in = stream(Behaviours.streamed(8))) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isGreaterThan(8 << 20);
        }
    }

    private InputStream stream(Behaviour behaviour) throws Exception {
        RawServer server = RawServer.start(behaviour);
        InputStream in = client.send(post(server.url()).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        return new FilterInputStream(in) {
            @Override
            public void close() throws IOException {
                super.close();
                server.close();
            }
        };
    }

    @Test
    void aSelfSignedCertificateIsTakenByWhoTrustsIt(@TempDir Path folder) throws Exception {
        TestCertificate own = TestCertificate.selfSigned(folder);
        try (RawServer server = RawServer.startTls(own.server(), Behaviours.ok(BODY))) {
            assertThatThrownBy(() -> ask(server)).isInstanceOf(SSLException.class);
            assertThat(server.requests()).isEmpty();
            assertThat(client(own.trusting())
                            .send(post(server.url()).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo(BODY);
            own.certificate().checkValidity();
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNotTakenByWhoTrustsIt(@TempDir Path folder) throws Exception {
        TestCertificate other = TestCertificate.forHost(folder, "example.org");
        try (RawServer server = RawServer.startTls(other.server(), Behaviours.ok(BODY))) {
            assertThatThrownBy(() -> client(other.trusting())
                            .send(post(server.url()).build(), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anExpiredCertificateIsNotValidAnyMore(@TempDir Path folder) throws Exception {
        TestCertificate expired = TestCertificate.expired(folder);
        try (RawServer server = RawServer.startTls(expired.server(), Behaviours.ok(BODY))) {
            assertThatThrownBy(() -> expired.certificate().checkValidity())
                    .isInstanceOf(CertificateExpiredException.class);
            assertThatThrownBy(() -> ask(server)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void anEmptyScriptIsRefused() {
        assertThatThrownBy(RawServer::start).isInstanceOf(IllegalArgumentException.class);
    }
}
