package io.cama.ops.trace;

import io.cama.flow.Json;
import io.cama.flow.attempt.Asking;
import io.cama.flow.choice.Candidate;
import io.cama.llm.price.Money;
import io.cama.model.Usage;
import io.cama.ops.meter.GenAiMeters;
import io.cama.prompt.Answer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The span attributes of OpenTelemetry's semantic conventions for generative AI, as far as they are known of a call. */
final class GenAiAttributes {
    /** What the parameters of a prompt are called there. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "temperature", "gen_ai.request.temperature",
            "topP", "gen_ai.request.top_p",
            "topK", "gen_ai.request.top_k",
            "maxOutputTokens", "gen_ai.request.max_tokens",
            "seed", "gen_ai.request.seed",
            "frequencyPenalty", "gen_ai.request.frequency_penalty",
            "presencePenalty", "gen_ai.request.presence_penalty");

    private GenAiAttributes() {}

    static Attributes request(Asking asking) {
        Candidate candidate = asking.now().candidate();
        AttributesBuilder all = Attributes.builder()
                .put("gen_ai.operation.name", "chat")
                .put(
                        "gen_ai.provider.name",
                        GenAiMeters.provider(candidate.provider().name()))
                .put("gen_ai.request.model", candidate.model())
                .put("gen_ai.prompt.name", asking.name())
                .put("gen_ai.output.type", asking.now().base().prompt().outputSchema() == null ? "text" : "json");
        URI url = URI.create(candidate.provider().url());
        if (url.getHost() != null) {
            all.put("server.address", url.getHost());
        }
        if (url.getPort() > 0) {
            all.put("server.port", url.getPort());
        }
        asking.now().rendered().prompt().config().forEach((name, value) -> {
            String known = PARAMETERS.get(name);
            if (known != null && value instanceof Number number) {
                put(all, known, number);
            }
        });
        return all.build();
    }

    private static void put(AttributesBuilder all, String name, Number number) {
        boolean whole = name.endsWith("max_tokens") || name.endsWith("seed");
        if (whole) {
            all.put(name, number.longValue());
        } else {
            all.put(name, number.doubleValue());
        }
    }

    static Attributes response(@Nullable String served, Usage usage, @Nullable Long cost) {
        AttributesBuilder all = Attributes.builder();
        if (served != null) {
            all.put("gen_ai.response.model", served);
        }
        if (usage.input() + usage.output() > 0) {
            all.put("gen_ai.usage.input_tokens", usage.input());
            all.put("gen_ai.usage.output_tokens", usage.output());
            all.put("gen_ai.usage.cache_read.input_tokens", usage.cached());
            all.put("gen_ai.usage.cache_creation.input_tokens", usage.cacheWritten());
            all.put("gen_ai.usage.reasoning.output_tokens", usage.reasoning());
        }
        if (cost != null) {
            all.put("cama.cost_usd", Money.dollars(cost).doubleValue());
        }
        return all.build();
    }

    static String messages(Asking asking) {
        return Json.line(asking.now().rendered().messages());
    }

    static String answer(Answer answer) {
        Object value = answer.value();
        return value == null ? "null" : Json.line(value);
    }
}
