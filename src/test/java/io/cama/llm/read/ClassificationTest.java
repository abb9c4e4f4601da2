package io.cama.llm.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.llm.Dialect;
import io.cama.llm.Dialects;
import io.cama.llm.ReplyCases;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClassificationTest {
    private static final List<String> DIALECTS = List.of("openai", "anthropic", "ollama");

    /** Errors mean the same whatever protocol they come in. */
    @TestFactory
    Stream<DynamicTest> everyErrorMeansTheSameInEveryDialect() throws IOException {
        return DIALECTS.stream().flatMap(name -> tests(Dialects.of(name)));
    }

    @Test
    void everyReasonAnErrorCanHaveIsAmongTheCases() throws IOException {
        Set<String> reasons = ReplyCases.of("classification.json").stream()
                .map(one -> one.path("reason").asText())
                .collect(Collectors.toSet());

        assertThat(reasons)
                .contains("AUTH", "FORBIDDEN", "QUOTA_EXHAUSTED", "QUOTA_DAILY", "MODEL_NOT_FOUND", "REDIRECT")
                .contains("ENDPOINT_NOT_FOUND", "NO_PROVIDER", "BAD_REQUEST", "NOT_SUPPORTED", "CONTEXT_TOO_LONG")
                .contains("REQUEST_TOO_LARGE", "CONTENT_FILTERED", "REFUSED", "UPSTREAM_TIMEOUT", "CONFLICT")
                .contains("RATE_LIMITED", "UPSTREAM_5XX", "OVERLOADED", "MODEL_LOADING", "PROTOCOL", "UNKNOWN");
    }

    private static Stream<DynamicTest> tests(Dialect dialect) {
        try {
            return ReplyCases.of("classification.json").stream()
                    .map(one -> DynamicTest.dynamicTest(
                            dialect.name() + ": " + one.path("name").asText(), () -> checkWhole(dialect, one)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkWhole(Dialect dialect, JsonNode one) {
        assertThat(one.has("again") && one.has("breaks") && one.has("pause")).isTrue();
        ReplyCases.check(dialect, one);
    }
}
