package io.cama.llm.openai;

import io.cama.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error means: names decide first, then words in the message, then the status. */
final class Classification {
    /**
     * One line of the table; the first that matches decides.
     *
     * @param names codes and types that mean this whatever the status
     * @param statuses where the message counts as evidence
     * @param said words in the message, in lower case
     */
    private record Row(Reason reason, Set<String> names, Set<Integer> statuses, Pattern said) {
        boolean matches(int status, UpstreamError error, String message) {
            return error.names().stream().anyMatch(names::contains)
                    || ((status == 0 || statuses.contains(status))
                            && said.matcher(message).find());
        }
    }

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern DAILY = Pattern.compile("per[ -]?day|daily|perday");
    private static final Pattern IN_FLIGHT = Pattern.compile("in[-_ ]flight");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_SEARCHED = 4_000;

    private static final List<Row> TABLE = List.of(
            row(
                    Reason.AUTH,
                    "authentication authentication_error invalid_api_key api_key_invalid unauthenticated",
                    Set.of(400, 403),
                    "api key not valid|(invalid|incorrect|missing) api key|api key (is )?(invalid|expired)"),
            row(
                    Reason.CONTEXT_TOO_LONG,
                    "context_length_exceeded exceed_context_size_error model_context_window_exceeded "
                            + "token_limit_exceeded string_too_long string_above_max_length request_too_large "
                            + "payload_too_large",
                    Set.of(400, 413, 422, 429),
                    "maximum context length|context (length|window|size)|(prompt|input) is too long"
                            + "|too many input tokens|request too large|maximum number of tokens"),
            row(
                    Reason.QUOTA_EXHAUSTED,
                    "payment_required billing_error insufficient_quota credit_balance_exhausted "
                            + "organization_spend_limit_exceeded project_spend_limit_exceeded "
                            + "organization_usage_limit_exceeded enforced_spend_limit_reached "
                            + "billing_hard_limit_reached billing_not_active insufficient_credits",
                    Set.of(400, 403, 429),
                    "insufficient (quota|credit|balance|fund)|credit balance|spend(ing)?[ _]limit|out of credits"),
            row(Reason.QUOTA_EXHAUSTED, "", Set.of(403), "budget|key limit|limit exceeded|quota"),
            row(
                    Reason.CONTENT_FILTERED,
                    "content_policy_violation content_filter content_policy responsibleaipolicyviolation "
                            + "moderation_blocked",
                    Set.of(400, 403, 422),
                    "(usage|content|content management) polic|moderation|flagged|guardrail"),
            row(Reason.REFUSED, "refusal", Set.of(), ""),
            row(
                    Reason.RATE_LIMITED,
                    "rate_limit_exceeded rate_limit_error slow_down resource_exhausted too_many_requests",
                    Set.of(),
                    ""),
            row(
                    Reason.QUOTA_EXHAUSTED,
                    "",
                    Set.of(429, 400),
                    "exceeded your current quota|(enable|plans?( &| and)?) billing"),
            row(
                    Reason.MODEL_NOT_FOUND,
                    "model_not_found",
                    Set.of(400, 404, 422),
                    "model .{0,120}(not found|does not exist)|not a valid model|(unknown|invalid) model"
                            + "|no endpoints found|no allowed providers"),
            row(Reason.MODEL_NOT_FOUND, "", Set.of(404), "\\bmodel\\b"),
            row(
                    Reason.FORBIDDEN,
                    "permission_denied permission_error unsupported_country_region_territory",
                    Set.of(400),
                    "location is not supported|country, region"),
            row(
                    Reason.UPSTREAM_5XX,
                    "overloaded_error server_is_overloaded provider_overloaded provider_unavailable",
                    Set.of(),
                    ""));

    private Classification() {}

    private static Row row(Reason reason, String names, Set<Integer> statuses, String said) {
        Set<String> all = names.isEmpty() ? Set.of() : Set.of(names.split(" "));
        return new Row(reason, all, statuses, said.isEmpty() ? NOTHING : Pattern.compile(said));
    }

    /**
     * The reason.
     *
     * @param status the HTTP status, or the one an error inside a 200 implies, 0 when it implies none
     * @param pause how long the other side asks to wait, or null
     */
    static Reason of(int status, UpstreamError error, @Nullable Duration pause) {
        String said = error.message()
                .substring(0, Math.min(MAX_SEARCHED, error.message().length()))
                .toLowerCase(Locale.ROOT);
        String all = said + " " + String.join(" ", error.names());
        if (status == 402) {
            return outOfMoney(all, pause);
        }
        if (status == 429 && DAILY.matcher(all).find()) {
            boolean rolling = error.names().contains("rate_limit_exceeded");
            boolean waitable = pause != null && (rolling || pause.compareTo(MINUTE) > 0);
            return waitable ? Reason.RATE_LIMITED : Reason.QUOTA_EXHAUSTED;
        }
        for (Row row : TABLE) {
            if (row.matches(status, error, said)) {
                return row.reason();
            }
        }
        return byStatus(status);
    }

    private static Reason outOfMoney(String said, @Nullable Duration pause) {
        if (IN_FLIGHT.matcher(said).find() && pause != null) {
            return Reason.RATE_LIMITED;
        }
        return said.contains("weight exceeds") ? Reason.BAD_REQUEST : Reason.QUOTA_EXHAUSTED;
    }

    private static Reason byStatus(int status) {
        return switch (status) {
            case 401 -> Reason.AUTH;
            case 403, 407 -> Reason.FORBIDDEN;
            case 404, 405, 410 -> Reason.ENDPOINT_NOT_FOUND;
            case 408, 409, 425 -> Reason.UPSTREAM_5XX;
            case 413 -> Reason.CONTEXT_TOO_LONG;
            case 429 -> Reason.RATE_LIMITED;
            case 501 -> Reason.BAD_REQUEST;
            default -> {
                if (status >= 300 && status < 400) {
                    yield Reason.REDIRECT;
                }
                if (status >= 400 && status < 500) {
                    yield Reason.BAD_REQUEST;
                }
                yield status >= 500 && status < 600 ? Reason.UPSTREAM_5XX : Reason.UNKNOWN;
            }
        };
    }
}
