package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Failure;
import io.cama.model.PassingFault;
import io.cama.model.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireFaultTest {
    @ParameterizedTest
    @MethodSource
    void saysWhatTheCallFailedOf(Throwable thrown, Reason reason) {
        assertThat(WireFault.of(thrown).reason()).isEqualTo(reason);
    }

    static Stream<Arguments> saysWhatTheCallFailedOf() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), Reason.NET_CONNECT),
                Arguments.of(new UnknownHostException("nowhere.invalid"), Reason.NET_DNS),
                Arguments.of(new NoRouteToHostException(), Reason.NET_CONNECT),
                Arguments.of(new UnresolvedAddressException(), Reason.NET_DNS),
                Arguments.of(new HttpConnectTimeoutException("connect"), Reason.NET_CONNECT),
                Arguments.of(new ConnectTimeoutException(), Reason.NET_CONNECT),
                Arguments.of(new IOException("wrapped", new ConnectException("refused")), Reason.NET_CONNECT),
                Arguments.of(new SSLHandshakeException("PKIX path building failed"), Reason.NET_TLS),
                Arguments.of(new SSLPeerUnverifiedException("host name"), Reason.NET_TLS),
                Arguments.of(new IOException(new CertificateException("expired")), Reason.NET_TLS),
                Arguments.of(new SSLException("reset", new SocketException("Connection reset")), Reason.NET_IO),
                Arguments.of(tls(new EOFException()), Reason.NET_IO),
                Arguments.of(tls(new SocketTimeoutException("Read timed out")), Reason.TIMEOUT),
                Arguments.of(new SocketTimeoutException("Read timed out"), Reason.TIMEOUT),
                Arguments.of(new HttpTimeoutException("request timed out"), Reason.TIMEOUT),
                Arguments.of(new ExecutionException(new TimeoutException()), Reason.TIMEOUT),
                Arguments.of(new InterruptedIOException(), Reason.TIMEOUT),
                Arguments.of(new SocketException("Connection reset"), Reason.NET_IO),
                Arguments.of(new ZipException("invalid header"), Reason.NET_IO),
                Arguments.of(new RuntimeException(new IOException("premature end")), Reason.NET_IO),
                Arguments.of(new ProtocolException("bad status line"), Reason.PROTOCOL),
                Arguments.of(new ClientProtocolException(), Reason.PROTOCOL),
                Arguments.of(new ConnectionRequestTimeoutException(), Reason.LOCAL_BUSY),
                Arguments.of(new CallNotPermittedException(), Reason.CIRCUIT_OPEN),
                Arguments.of(new FileSystemException("/x", null, "No space left on device"), Reason.LOCAL_RESOURCE),
                Arguments.of(new OutOfMemoryError("heap"), Reason.LOCAL_RESOURCE),
                Arguments.of(new IllegalStateException("odd"), Reason.UNKNOWN));
    }

    @Test
    void aFaultKeepsItsFailure() {
        Failure failure = Failure.of(Reason.RATE_LIMITED, "wait");

        assertThat(WireFault.of(new RuntimeException(new PassingFault(failure))))
                .isSameAs(failure);
    }

    @Test
    void theMessageNamesTheCauseAndHoldsNoKey() {
        var thrown = new RuntimeException("outer", new IOException("POST http://h/?key=abc\n Bearer abcdef123"));

        assertThat(WireFault.of(thrown).message())
                .isEqualTo("IOException: POST http://h/?key=[redacted] Bearer [redacted]");
    }

    @Test
    void anExceptionWithoutAMessageIsNamed() {
        assertThat(WireFault.of(new SocketException()).message()).isEqualTo("SocketException");
    }

    @Test
    void aChainThatEndsNowhereIsReadUpToALimit() {
        var first = new IllegalStateException("a");
        var second = new IllegalStateException("b", first);
        first.initCause(second);

        assertThat(WireFault.of(first).reason()).isEqualTo(Reason.UNKNOWN);
    }

    private static SSLException tls(Throwable cause) {
        var thrown = new SSLHandshakeException("Remote host terminated the handshake");
        thrown.initCause(cause);
        return thrown;
    }

    /** Of the same simple name as the class of an HTTP client, which this package does not know. */
    private static final class ConnectTimeoutException extends SocketTimeoutException {}

    private static final class ConnectionRequestTimeoutException extends InterruptedIOException {}

    private static final class ClientProtocolException extends IOException {}

    private static final class CallNotPermittedException extends RuntimeException {}
}
