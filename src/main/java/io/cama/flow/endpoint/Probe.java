package io.cama.flow.endpoint;

import io.cama.config.Settings;
import io.cama.llm.Dialect;
import io.cama.llm.WireFault;
import io.cama.model.Failure;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.RateHints;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Asks a model one word, over the HTTP client of the program but without its routes. Nothing of it is kept. */
public final class Probe implements AutoCloseable {
    private static final int MOST_TOKENS = 16;
    private static final String WORD = "Hello";

    private final Settings settings;
    private final Providers providers;
    private final InstantSource clock;
    private final ScheduledExecutorService deadlines;

    /** @param clock what the endpoint's clock is compared with */
    public Probe(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.providers = new Providers(settings, List.of(), false);
        this.clock = clock;
        this.deadlines = Executors.newSingleThreadScheduledExecutor();
    }

    /**
     * What came of it.
     *
     * @param took from sending to the last byte
     * @param ahead how far the endpoint's clock is before ours, negative when it is behind; null when it did not say
     */
    public record Finding(
            Reply reply, Duration took, @Nullable Duration ahead, RateHints hints) {}

    /** Makes one call. Never throws for what the endpoint does. */
    public Finding ask(Provider provider, String model, Dialect dialect) {
        Instant begin = clock.instant();
        try (CloseableHttpClient client = client(provider, dialect)) {
            String body = dialect.write(provider, model, prompt(provider, model));
            String url = dialect.address(providers.callUrl(provider));
            return client.execute(
                    ClassicRequestBuilder.post(url)
                            .setEntity(body, ContentType.APPLICATION_JSON)
                            .build(),
                    response -> read(provider, dialect, response, begin));
        } catch (IllegalArgumentException unusable) {
            return failed(Failure.of(Reason.CONFIG, String.valueOf(unusable.getMessage())), begin);
        } catch (IOException | RuntimeException broken) {
            return failed(WireFault.of(broken), begin);
        }
    }

    private Finding failed(Failure failure, Instant begin) {
        return new Finding(new Reply.Failed(failure, Usage.NONE), since(begin), null, RateHints.NONE);
    }

    private Duration since(Instant begin) {
        return Duration.between(begin, clock.instant());
    }

    private CloseableHttpClient client(Provider provider, Dialect dialect) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        HttpEdge.Limits limits = new HttpEdge.Limits(
                settings.duration("cama.http.connect-timeout"),
                1,
                settings.bytes("cama.http.max-reply"),
                settings.proxies());
        URI proxy = limits.proxies().of(providers.callUrl(provider)).orElse(null);
        new HttpEdge(provider.timeout(), dialect.headers(provider), limits, deadlines, proxy)
                .configureHttpClient(builder);
        return builder.build();
    }

    private static Rendered prompt(Provider provider, String model) {
        Prompt prompt = new Prompt(
                "doctor",
                null,
                provider.name() + "/" + model,
                List.of(),
                Map.of("maxOutputTokens", MOST_TOKENS),
                null,
                Map.of(),
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                WORD);
        return new Rendered(prompt, Map.of(), List.of(new Message("user", List.of(new Part.Text(WORD)), Map.of())));
    }

    private Finding read(Provider provider, Dialect dialect, ClassicHttpResponse response, Instant begin)
            throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
        Duration took = since(begin);
        Reply reply = dialect.read(provider, response.getCode(), headers, body);
        return new Finding(
                reply,
                took,
                ahead(headers.get("date"), begin.plus(took.dividedBy(2))),
                dialect.hints(response.getCode(), headers));
    }

    private static @Nullable Duration ahead(@Nullable String date, Instant here) {
        try {
            return date == null
                    ? null
                    : Duration.between(
                            here,
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        providers.close();
    }
}
