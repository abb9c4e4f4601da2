package io.cama.ops.meter;

import io.cama.flow.attempt.Asking;
import io.cama.flow.choice.Candidate;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import io.cama.model.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The client metrics of OpenTelemetry's semantic conventions for generative AI (opentelemetry.io/docs/specs/semconv/gen-ai),
 * under their names, with their buckets. They are still in development there; all that knows them is here. What is
 * recalled is no call and is not in them. A token counts as often as it is billed.
 */
public final class GenAiMeters implements Watch {
    private static final Map<String, String> PROVIDERS = Map.of(
            "gemini", "gcp.gemini",
            "azure", "azure.ai.openai",
            "bedrock", "aws.bedrock",
            "mistral", "mistral_ai",
            "xai", "x_ai",
            "watsonx", "ibm.watsonx.ai");

    /** 1, 4, 16 and so on to 67,108,864. */
    private static final double[] TOKEN_BUCKETS =
            DoubleStream.iterate(1, bucket -> bucket * 4).limit(14).toArray();

    /** 10 ms, doubled thirteen times. */
    private static final Duration[] DURATION_BUCKETS =
            IntStream.range(0, 14).mapToObj(i -> Duration.ofMillis(10L << i)).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final int mostModels;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<List<String>, Timer> durations = new ConcurrentHashMap<>();
    private final Map<List<String>, DistributionSummary> tokens = new ConcurrentHashMap<>();

    /** @param mostModels so many models are told apart, 1 or more; the calls of others are left out */
    GenAiMeters(MeterRegistry registry, int mostModels) {
        this.registry = registry;
        this.mostModels = mostModels;
    }

    /** What the conventions call a provider: their own word for it where they have one. */
    public static String provider(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PROVIDERS.getOrDefault(lower, lower);
    }

    @Override
    public void charged(Asking asking, @Nullable String served, Usage usage, @Nullable Long cost) {
        if (usage.input() + usage.output() > 0) {
            count(asking.now().candidate(), "input", usage.input());
            count(asking.now().candidate(), "output", usage.output());
        }
    }

    private void count(Candidate candidate, String type, long used) {
        List<String> key = List.of(candidate.name(), type);
        DistributionSummary known = tokens.get(key);
        if (known == null && isTold(candidate)) {
            known = tokens.computeIfAbsent(key, none -> DistributionSummary.builder("gen_ai.client.token.usage")
                    .description("Number of input and output tokens used")
                    .baseUnit("{token}")
                    .tags(tags(candidate).and("gen_ai.token.type", type))
                    .serviceLevelObjectives(TOKEN_BUCKETS)
                    .register(registry));
        }
        if (known != null) {
            known.record((double) used);
        }
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        Candidate candidate = asking.now().candidate();
        String error = failure == null ? "" : failure.reason().name();
        List<String> key = List.of(candidate.name(), error);
        Timer known = durations.get(key);
        if (known == null && isTold(candidate)) {
            known = durations.computeIfAbsent(key, none -> Timer.builder("gen_ai.client.operation.duration")
                    .description("GenAI operation duration")
                    .tags(tags(candidate).and("error.type", error))
                    .serviceLevelObjectives(DURATION_BUCKETS)
                    .register(registry));
        }
        if (known != null) {
            known.record(took);
        }
    }

    /** Whether a model is, or by this becomes, one of those that are told apart. */
    private synchronized boolean isTold(Candidate candidate) {
        return told.contains(candidate.name()) || (told.size() < mostModels && told.add(candidate.name()));
    }

    private static Tags tags(Candidate candidate) {
        URI url = URI.create(candidate.provider().url());
        String host = url.getHost() == null ? candidate.provider().url() : url.getHost();
        int port = url.getPort() > 0 ? url.getPort() : "http".equals(url.getScheme()) ? 80 : 443;
        return Tags.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", provider(candidate.provider().name()),
                "gen_ai.request.model", candidate.model(),
                "server.address", host,
                "server.port", String.valueOf(port));
    }
}
