package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.TestAuthority;
import io.cama.wire.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that prove nothing: no request is sent, nothing weaker is tried, and the run pauses. */
class TlsRouteTest extends WireTestSupport {
    private static final String TRUST = "javax.net.ssl.trustStore";

    private static final Path FOLDER = folder();
    private static final TestAuthority AUTHORITY = trusted();

    private static Path folder() {
        try {
            return Files.createTempDirectory("cama-tls");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trusted as an administrator would have it trusted, by the JVM's own settings. */
    private static TestAuthority trusted() {
        try {
            TestAuthority authority = TestAuthority.in(FOLDER);
            System.setProperty(TRUST, authority.trustStore().toString());
            System.setProperty(TRUST + "Password", "changeit");
            return authority;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void trustNoLonger() throws IOException {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(FOLDER);
    }

    @Override
    List<String> providers() {
        return List.of("proven", "self-signed", "other-host", "expired");
    }

    @Override
    Stage open(String provider) {
        try {
            TestCertificate certificate =
                    switch (provider) {
                        case "proven" -> AUTHORITY.issue("proven", "ip:127.0.0.1", "-1d", 10);
                        case "other-host" -> AUTHORITY.issue("other", "dns:model.test", "-1d", 10);
                        case "expired" -> AUTHORITY.issue("expired", "ip:127.0.0.1", "-10d", 5);
                        default -> TestCertificate.selfSigned(FOLDER);
                    };
            return Stage.openTls(certificate.server());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEndpointThatProvesWhoItIsIsAsked() throws Exception {
        assertAnswered(ask("proven", answers()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"self-signed", "other-host", "expired"})
    void oneThatDoesNotGetsNoRequestAndNothingIsBuried(String provider) throws Exception {
        Run run = askAll(provider, 3, answers());

        assertPaused(run, Reason.NET_TLS);
        assertThat(run.reason()).contains(Reason.NET_TLS.hint());
        assertThat(stage(provider).requests()).isEmpty();
        assertThat(stage(provider).connections()).isEqualTo(1);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(3);
    }
}
