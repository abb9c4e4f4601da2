package io.cama.llm;

import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what a call that brought no response back failed of. */
public final class WireFault {
    private static final int MAX_MESSAGE = 300;
    private static final int MAX_DEPTH = 20;

    private WireFault() {}

    /** Reads the exception and its causes; classes of HTTP clients are known by their names. Never throws. */
    public static Failure of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        for (Throwable link : chain) {
            if (link instanceof Fault fault) {
                return fault.failure();
            }
        }
        Failure vague = Failure.of(Reason.UNKNOWN, message(thrown));
        for (Throwable link : chain) {
            Reason reason = reason(link, chain);
            if (reason != Reason.UNKNOWN && reason != Reason.NET_IO) {
                return Failure.of(reason, message(link));
            }
            if (reason == Reason.NET_IO && vague.reason() == Reason.UNKNOWN) {
                vague = Failure.of(reason, message(link));
            }
        }
        return vague;
    }

    private static List<Throwable> chain(Throwable thrown) {
        var chain = new ArrayList<Throwable>();
        for (Throwable link = thrown; link != null && chain.size() < MAX_DEPTH; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    /** A socket is a file too: what the system calls a process that has too many open (EMFILE, ENFILE). */
    private static boolean lacksDescriptors(Throwable link) {
        return link instanceof IOException && String.valueOf(link.getMessage()).contains("oo many open files");
    }

    private static Reason reason(Throwable link, List<Throwable> chain) {
        String name = link.getClass().getSimpleName();
        if (link instanceof OutOfMemoryError || link instanceof FileSystemException || lacksDescriptors(link)) {
            return Reason.LOCAL_RESOURCE;
        }
        if (name.equals("CallNotPermittedException")) {
            return Reason.CIRCUIT_OPEN;
        }
        // A lease on a pooled connection: nothing was sent, so it says nothing about the endpoint.
        if (name.equals("ConnectionRequestTimeoutException") || name.equals("ConnectionPoolTimeoutException")) {
            return Reason.LOCAL_BUSY;
        }
        if (link instanceof UnknownHostException || link instanceof UnresolvedAddressException) {
            return Reason.NET_DNS;
        }
        if (link instanceof ConnectException
                || link instanceof NoRouteToHostException
                || link instanceof HttpConnectTimeoutException
                || name.equals("ConnectTimeoutException")) {
            return Reason.NET_CONNECT;
        }
        if (link instanceof CertificateException) {
            return Reason.NET_TLS;
        }
        if (link instanceof SSLException) {
            return cutShort(chain) ? Reason.NET_IO : Reason.NET_TLS;
        }
        if (link instanceof InterruptedIOException
                || link instanceof HttpTimeoutException
                || link instanceof TimeoutException) {
            return Reason.TIMEOUT;
        }
        if (link instanceof ProtocolException || name.equals("ClientProtocolException")) {
            return Reason.PROTOCOL;
        }
        return link instanceof IOException ? Reason.NET_IO : Reason.UNKNOWN;
    }

    /** A connection that breaks during TLS is wrapped as a TLS fault, though no certificate is wrong. */
    private static boolean cutShort(List<Throwable> chain) {
        return chain.stream()
                .anyMatch(link -> link instanceof SocketException
                        || link instanceof EOFException
                        || link instanceof InterruptedIOException);
    }

    private static String message(Throwable link) {
        String name = link.getClass().getSimpleName();
        String said = link.getMessage();
        return Redaction.byForm().line(said == null || said.isBlank() ? name : name + ": " + said, MAX_MESSAGE);
    }
}
