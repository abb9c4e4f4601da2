package io.cama.flow.endpoint;

import io.cama.config.value.Proxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the HTTP client of one endpoint: no retries, redirects or cookies of its own, a deadline for
 * the whole call, a bounded reply, and the headers with the key, which are added on the wire so that
 * they never lie on an exchange.
 */
public final class HttpEdge implements HttpClientConfigurer {
    /**
     * What holds for every endpoint.
     *
     * @param connect how long to wait for a connection
     * @param connections open at once to one endpoint
     * @param maxReply bytes of a reply, unpacked
     * @param proxies through which it is called
     */
    public record Limits(Duration connect, int connections, long maxReply, Proxies proxies) {}

    /** Sets up the client for an address that is no model's. */
    @FunctionalInterface
    public interface Maker {
        HttpEdge make(String url);
    }

    /** Clients that add no header. */
    public static Maker plain(Duration timeout, Limits limits, ScheduledExecutorService deadlines) {
        return url -> new HttpEdge(
                timeout, Map.of(), limits, deadlines, limits.proxies().of(url).orElse(null));
    }

    /** Why a call was cancelled at its deadline. */
    private enum Late {
        NO_CONNECTION,
        NO_REPLY
    }

    private static final long CANCEL_AGAIN = 100;

    /** A told length is believed so far before anything has come. */
    private static final int MOST_AT_ONCE = 64 << 10;

    /** Whether a connection still stands is asked unless it was in use so lately: asking takes up to a millisecond. */
    private static final TimeValue USED_JUST_NOW = TimeValue.ofMilliseconds(100);

    private final Duration timeout;
    private final Map<String, String> headers;
    private final Limits limits;
    private final ScheduledExecutorService deadlines;
    private final @Nullable URI proxy;

    /** @param proxy through which the endpoint is called, or null */
    HttpEdge(
            Duration timeout,
            Map<String, String> headers,
            Limits limits,
            ScheduledExecutorService deadlines,
            @Nullable URI proxy) {
        this.proxy = proxy;
        this.deadlines = deadlines;
        this.timeout = timeout;
        this.headers = headers;
        this.limits = limits;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .setUserAgent("cama/" + version())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(limits.connections())
                        .setMaxConnTotal(limits.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(Timeout.of(timeout))
                                .setValidateAfterInactivity(USED_JUST_NOW)
                                .build())
                        .build())
                .addRequestInterceptorLast((request, entity, context) -> headers.forEach(request::setHeader))
                .addExecInterceptorFirst("cama-bounds", this::bounded);
        if (proxy != null) {
            through(client, proxy);
        }
    }

    private static void through(HttpClientBuilder client, URI proxy) {
        HttpHost host = new HttpHost("http", proxy.getHost(), proxy.getPort());
        client.setProxy(host);
        if (proxy.getUserInfo() != null) {
            String[] parts = proxy.getUserInfo().split(":", 2);
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host),
                    new UsernamePasswordCredentials(parts[0], (parts.length > 1 ? parts[1] : "").toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
        }
    }

    private static String version() {
        String version = HttpEdge.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private ClassicHttpResponse bounded(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicReference<@Nullable Late> late = new AtomicReference<>();
        // Again and again: what is still waiting for a connection has nothing yet that could be cancelled.
        Future<?> deadline = deadlines.scheduleWithFixedDelay(
                () -> cancel(scope, late), timeout.toMillis(), CANCEL_AGAIN, TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                byte[] body = read(entity);
                EntityUtils.consume(entity);
                response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
            }
            return response;
        } catch (IOException | RuntimeException e) {
            // What has not been read to its end is not to be read by closing it either.
            scope.execRuntime.discardEndpoint();
            Late atDeadline = late.get();
            if (atDeadline != null) {
                throw tooLate(atDeadline);
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private IOException tooLate(Late late) {
        return late == Late.NO_CONNECTION
                ? new ConnectionRequestTimeoutException("no connection was free within " + timeout.toMillis() + " ms")
                : new SocketTimeoutException("no complete reply within " + timeout.toMillis() + " ms");
    }

    private byte[] read(HttpEntity entity) throws IOException {
        InputStream in = entity.getContent();
        long told = entity.getContentLength();
        byte[] body = told >= 0 && told <= MOST_AT_ONCE && told <= limits.maxReply()
                ? whole(in, (int) told)
                : in.readNBytes((int) Math.min(limits.maxReply() + 1, Integer.MAX_VALUE - 8));
        if (body.length > limits.maxReply()) {
            throw new ProtocolException(
                    "the reply is larger than cama.http.max-reply, " + limits.maxReply() + " bytes");
        }
        return body;
    }

    /** A body whose length the endpoint has told; the client refuses one that ends before. */
    private static byte[] whole(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        int read = in.readNBytes(body, 0, length);
        return read == length ? body : Arrays.copyOf(body, read);
    }

    private static void cancel(ExecChain.Scope scope, AtomicReference<@Nullable Late> late) {
        late.compareAndSet(null, scope.execRuntime.isEndpointAcquired() ? Late.NO_REPLY : Late.NO_CONNECTION);
        if (scope.execRuntime instanceof Cancellable call) {
            call.cancel();
        }
    }
}
