package io.cama.llm.read;

import io.cama.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names and words by which errors are known. The first line that matches decides. */
final class ReasonTable {
    /**
     * One line.
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

    private static final Row MONEY = row(
            Reason.QUOTA_EXHAUSTED,
            "payment_required billing_error insufficient_quota credit_balance_exhausted "
                    + "organization_spend_limit_exceeded project_spend_limit_exceeded "
                    + "organization_usage_limit_exceeded enforced_spend_limit_reached "
                    + "billing_hard_limit_reached billing_not_active insufficient_credits "
                    + "openrouter_credits openrouter_key_limit",
            Set.of(400, 403, 429),
            "insufficient (quota|credit|balance|fund)|credit balance|spend(ing)?[ _](limit|cap)|out of credits"
                    + "|reached your (specified )?(api )?usage limit");

    private static final List<Row> ROWS = List.of(
            row(
                    Reason.AUTH,
                    "authentication authentication_error invalid_api_key api_key_invalid unauthenticated",
                    Set.of(400, 403),
                    "api key not valid|(invalid|incorrect|missing) api key|api key (is )?(invalid|expired)"),
            row(
                    Reason.REQUEST_TOO_LARGE,
                    "request_too_large payload_too_large",
                    Set.of(400, 413, 429),
                    "request too large|request (is )?too big"),
            row(
                    Reason.CONTEXT_TOO_LONG,
                    "context_length_exceeded exceed_context_size_error model_context_window_exceeded "
                            + "token_limit_exceeded string_too_long string_above_max_length",
                    Set.of(400, 413, 422),
                    "maximum context length|context (length|window|size|limit)|(prompt|input) is too long"
                            + "|too many input tokens|maximum number of tokens"),
            MONEY,
            row(Reason.QUOTA_EXHAUSTED, "", Set.of(403), "budget|key limit|limit exceeded|quota"),
            row(
                    Reason.CONTENT_FILTERED,
                    "content_policy_violation content_filter content_policy responsibleaipolicyviolation "
                            + "moderation_blocked prohibited_content",
                    Set.of(400, 403, 422),
                    "(usage|content|content management|content filtering) polic|moderation|flagged|guardrail"),
            row(Reason.REFUSED, "refusal", Set.of(), ""),
            row(Reason.CONFLICT, "conflict_error", Set.of(), ""),
            row(
                    Reason.MODEL_LOADING,
                    "model_loading",
                    Set.of(503),
                    "loading (the )?model|model .{0,120}(is )?(currently |still )?loading"),
            row(
                    Reason.OVERLOADED,
                    "overloaded_error server_is_overloaded provider_overloaded",
                    Set.of(500, 502, 503, 529),
                    "overloaded|high demand|server busy|at capacity|maximum pending requests"),
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
                    Reason.NO_PROVIDER,
                    "no_provider_available",
                    Set.of(400, 404, 502, 503),
                    "no endpoints (found|available) (matching|that|which|with)|no allowed providers"
                            + "|no (available |model )+providers?|routing requirements|data policy"),
            row(
                    Reason.MODEL_NOT_FOUND,
                    "model_not_found",
                    Set.of(400, 404, 422),
                    "model .{0,120}(not found|does not exist)|not a valid model|(unknown|invalid) model"
                            + "|no endpoints found"),
            row(Reason.MODEL_NOT_FOUND, "", Set.of(404), "\\bmodel\\b"),
            row(
                    Reason.FORBIDDEN,
                    "permission_denied permission_error unsupported_country_region_territory",
                    Set.of(400),
                    "location is not supported|country, region"),
            row(Reason.NOT_SUPPORTED, "not_supported_error", Set.of(), ""),
            row(Reason.UPSTREAM_5XX, "provider_unavailable", Set.of(), ""));

    private ReasonTable() {}

    private static Row row(Reason reason, String names, Set<Integer> statuses, String said) {
        Set<String> all = names.isEmpty() ? Set.of() : Set.of(names.split(" "));
        return new Row(reason, all, statuses, said.isEmpty() ? NOTHING : Pattern.compile(said));
    }

    /** Whether a name says that money is what is missing. */
    static boolean isMoney(UpstreamError error) {
        return error.names().stream().anyMatch(MONEY.names()::contains);
    }

    /**
     * The reason that names and message give, if they give one.
     *
     * @param status 0 when there is none, and then the message counts in every line
     * @param said the message in lower case
     */
    static Optional<Reason> find(int status, UpstreamError error, String said) {
        return ROWS.stream()
                .filter(row -> row.matches(status, error, said))
                .map(Row::reason)
                .findFirst();
    }
}
