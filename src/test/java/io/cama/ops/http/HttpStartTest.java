package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.config.ConfigException;
import io.cama.ops.control.By.Role;
import io.cama.ops.http.guard.TokenFiles;
import io.cama.wire.TestCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the server listens and what it is opened with. */
class HttpStartTest {
    @TempDir
    static Path home;

    private static ServedHome served;

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedHome(home, Map.of());
    }

    @AfterAll
    static void end() {
        served.close();
        assertThat(home.resolve("work/api.json")).doesNotExist();
        assertThat(TokenFiles.file(home, Role.ADMIN)).exists();
    }

    @Test
    void theTokensAreRandomKeptAndTheirOwnersAlone() throws Exception {
        Set<String> tokens = new HashSet<>();
        for (Role role : Role.values()) {
            assertThat(served.token(role)).matches("[A-Za-z0-9_-]{43}");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TokenFiles.file(home, role))))
                    .isEqualTo("rw-------");
            tokens.add(served.token(role));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("work/tokens"))))
                .isEqualTo("rwx------");

        served.another(Map.of()).close();

        assertThat(tokens)
                .hasSize(3)
                .containsExactlyInAnyOrder(
                        served.token(Role.VIEWER), served.token(Role.OPERATOR), served.token(Role.ADMIN));
    }

    @Test
    void whereItIsIsWrittenDownWithoutASecret() throws Exception {
        try (HttpFace other = served.another(Map.of())) {
            String text = Files.readString(home.resolve("work/api.json"));

            assertThat(ApiFile.read(home).orElseThrow().url())
                    .isEqualTo(other.uri().toString());
            assertThat(text).doesNotContain(served.token(Role.VIEWER), served.token(Role.ADMIN));
            assertThat(other.uri().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void anAddressThatOthersReachIsRefusedWithoutTls() {
        assertThatThrownBy(() -> served.another(Map.of("cama.api.host", "0.0.0.0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("in the clear")
                .hasMessageContaining("cama.api.tls.keystore");
    }

    @Test
    void aTokenMayComeFromAFileAndIsRefusedWhereItIsShortMissingOrAnothers() throws Exception {
        Path own = Files.writeString(home.resolve("own-token"), "0123456789abcdef0123456789abcdef\n");
        try (HttpFace other = served.another(Map.of("cama.api.token.viewer", "file:own-token"))) {
            assertThat(served.client(other, Role.VIEWER)
                            .as(Files.readString(own).strip())
                            .get("/api/v1/jobs")
                            .status())
                    .isEqualTo(200);
            assertThat(served.client(other, Role.VIEWER).get("/api/v1/jobs").status())
                    .isEqualTo(401);
        }
        Files.writeString(home.resolve("short-token"), "short");
        for (String reference : new String[] {
            "file:short-token", "file:no-token", "{{env:NO_TOKEN_HERE}}", "file:" + TokenFiles.file(home, Role.ADMIN)
        }) {
            assertThatThrownBy(() -> served.another(Map.of("cama.api.token.viewer", reference)))
                    .as(reference)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("cama.api.token");
        }
        assertThatThrownBy(() -> served.another(Map.of("cama.api.token.viewer", "0123456789abcdef0123456789abcdef")))
                .isInstanceOf(ConfigException.class)
                .message()
                .doesNotContain("0123456789abcdef0123456789abcdef");
    }

    @Test
    void aTokenFileThatIsALinkIsRefused() throws Exception {
        Path link = home.resolve("work/tokens/viewer");
        String token = Files.readString(link);
        Files.delete(link);
        Files.createSymbolicLink(link, Files.writeString(home.resolve("elsewhere"), token));
        try {
            assertThatThrownBy(() -> served.another(Map.of())).hasMessageContaining("no regular file");
        } finally {
            Files.delete(link);
            Files.writeString(link, token);
        }
        assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void withACertificateItSpeaksTlsAlone() throws Exception {
        TestCertificate certificate = TestCertificate.selfSigned(home);
        Files.writeString(home.resolve("password"), "changeit");
        Map<String, String> tls = Map.of(
                "cama.api.host", "0.0.0.0",
                "cama.api.tls.keystore", certificate.file().toString(),
                "cama.api.tls.password", "file:password");
        try (HttpFace other = served.another(tls)) {
            assertThat(other.uri().getScheme()).isEqualTo("https");
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trusting()).build();
            URI uri = URI.create("https://127.0.0.1:" + other.uri().getPort() + "/api/v1/jobs");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + served.token(Role.VIEWER))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(new RawClient(uri, served.token(Role.VIEWER))
                            .get("/api/v1/jobs")
                            .head())
                    .doesNotStartWith("HTTP/1.1 200");
        }
        assertThatThrownBy(() -> served.another(Map.of(
                        "cama.api.tls.keystore",
                        certificate.file().toString(),
                        "cama.api.tls.password",
                        "{{env:NO_PASSWORD_HERE}}")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void oneThatCannotSayWhereItIsDoesNotStayOpen() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path inTheWay = home.resolve("work/api.json");
        Files.deleteIfExists(inTheWay);
        Files.createDirectories(inTheWay.resolve("folder"));
        try {
            assertThatThrownBy(() -> served.another(Map.of("cama.api.port", String.valueOf(port))))
                    .isInstanceOf(IOException.class);
        } finally {
            Files.delete(inTheWay.resolve("folder"));
            Files.delete(inTheWay);
        }

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void offIsOffAndATakenPortIsSaidToBeTaken() throws Exception {
        try (HttpFace other = served.another(Map.of())) {
            String port = String.valueOf(other.uri().getPort());
            assertThatThrownBy(() -> served.another(Map.of("cama.api.port", port)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("another port");
        }
        assertThatThrownBy(() -> served.another(Map.of("cama.api.enabled", "false")))
                .isInstanceOf(java.util.NoSuchElementException.class);
        assertThatThrownBy(() -> served.another(Map.of("cama.api.enabled", "maybe")))
                .isInstanceOf(ConfigException.class);
    }
}
