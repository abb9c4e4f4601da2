package io.cama.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    /** A row of the table in {@code src/docs/operations.md}. */
    private static String row(Reason reason) {
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        reason,
                        word(reason.kind()),
                        word(reason.faultClass()),
                        word(reason.severity()),
                        reason.category().text(),
                        word(reason.again()),
                        word(reason.breaks()),
                        reason.hint());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Test
    void theTableOfReasonsInTheManualIsWhatTheProgramDoes() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("src/docs/operations.md")).stream()
                .filter(line -> line.matches("\\| `[A-Z_0-9]+` \\|.*"))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(ReasonTest::row).toList());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void whatIsFatalPausesAndOnlyThat(Reason reason) {
        boolean pauses = reason.kind() == FaultKind.ENDPOINT || reason.kind() == FaultKind.LOCAL;

        assertThat(reason.severity() == Severity.FATAL).isEqualTo(pauses);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"AUTH", "FORBIDDEN", "BAD_REQUEST", "CONTEXT_TOO_LONG", "NOT_SUPPORTED"})
    void whatIsPermanentIsNeverAskedAgain(Reason reason) {
        assertThat(reason.again()).isEqualTo(Again.NEVER);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, RETRYABLE, external_service, TRANSIENT",
        "NET_CONNECT, RETRYABLE, external_service, TRANSIENT",
        "AUTH, FATAL, authentication, DEPENDENCY",
        "RATE_LIMITED, RETRYABLE, rate_limit, RATE_LIMITED",
        "CIRCUIT_OPEN, RETRYABLE, circuit_breaker, TRANSIENT",
        "LEDGER, FATAL, database, RESOURCE",
        "LOCAL_RESOURCE, FATAL, internal, RESOURCE",
        "BAD_REQUEST, WARNING, validation, PERMANENT",
        "ROUTE_FAILED, WARNING, internal, UNKNOWN",
        "INVALID_JSON, RETRYABLE, validation, CONTENT",
    })
    void eachSortOfTroubleHasItsWeightAndItsCategory(
            Reason reason, Severity severity, String category, FaultClass sort) {
        assertThat(reason.severity()).isEqualTo(severity);
        assertThat(reason.category().text()).isEqualTo(category);
        assertThat(reason.faultClass()).isEqualTo(sort);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyFailureTravelsAsTheFaultOfItsKind(Reason reason) {
        Fault fault = Failure.of(reason, "seen").asFault();

        assertThat(fault.failure().reason()).isEqualTo(reason);
        assertThat(fault)
                .isInstanceOf(
                        switch (reason.kind()) {
                            case ITEM -> ItemFault.class;
                            case PASSING -> PassingFault.class;
                            case ENDPOINT -> EndpointFault.class;
                            case LOCAL -> LocalFault.class;
                        });
    }

    @Test
    void anErrorDocumentSaysWhatWhyWhatToDoAndHowLongToWait() {
        Failure failure = new Failure(Reason.RATE_LIMITED, "slow down", Duration.ofMillis(1_500));

        Map<String, Object> document =
                ErrorDocument.of(failure, Map.of("job", "plain"), Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(document.keySet()).containsExactly("error", "retry_after", "timestamp");
        assertThat(document).containsEntry("retry_after", 2L).containsEntry("timestamp", "2026-01-01T00:00:00Z");
        assertThat(document.get("error"))
                .isEqualTo(Map.of(
                        "category", "rate_limit",
                        "severity", "retryable",
                        "code", "RATE_LIMITED",
                        "message", "slow down",
                        "hint", Reason.RATE_LIMITED.hint(),
                        "details", Map.of("job", "plain")));
    }
}
