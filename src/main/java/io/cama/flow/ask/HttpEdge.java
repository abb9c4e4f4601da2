package io.cama.flow.ask;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

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
     */
    public record Limits(Duration connect, int connections, long maxReply) {}

    private static final long CANCEL_AGAIN = 100;

    private final Duration timeout;
    private final Map<String, String> headers;
    private final Limits limits;
    private final ScheduledExecutorService deadlines;

    HttpEdge(Duration timeout, Map<String, String> headers, Limits limits, ScheduledExecutorService deadlines) {
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
                .setUserAgent("cama")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(limits.connections())
                        .setMaxConnTotal(limits.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(Timeout.of(timeout))
                                .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                                .build())
                        .build())
                .addRequestInterceptorLast((request, entity, context) -> headers.forEach(request::setHeader))
                .addExecInterceptorFirst("cama-bounds", this::bounded);
    }

    private ClassicHttpResponse bounded(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
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
            if (late.get()) {
                throw new SocketTimeoutException("no complete reply within " + timeout.toMillis() + " ms");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private byte[] read(HttpEntity entity) throws IOException {
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes((int) Math.min(limits.maxReply() + 1, Integer.MAX_VALUE - 8));
            if (body.length > limits.maxReply()) {
                throw new IOException("the reply is larger than cama.http.max-reply, " + limits.maxReply() + " bytes");
            }
            return body;
        }
    }

    private static void cancel(ExecChain.Scope scope, AtomicBoolean late) {
        late.set(true);
        if (scope.execRuntime instanceof Cancellable call) {
            call.cancel();
        }
    }
}
