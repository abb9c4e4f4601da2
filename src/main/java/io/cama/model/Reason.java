package io.cama.model;

import static io.cama.model.Again.ATTEMPTS;
import static io.cama.model.Again.DOUBLED;
import static io.cama.model.Again.NEVER;
import static io.cama.model.Again.ONCE;
import static io.cama.model.Again.REPAIR;
import static io.cama.model.Again.TWICE;
import static io.cama.model.Again.WAIT;
import static io.cama.model.Breaks.AT_ONCE;
import static io.cama.model.Breaks.LITTLE;
import static io.cama.model.Breaks.NO;
import static io.cama.model.Breaks.YES;
import static io.cama.model.FaultClass.CONTENT;
import static io.cama.model.FaultClass.DEPENDENCY;
import static io.cama.model.FaultClass.PERMANENT;
import static io.cama.model.FaultClass.RESOURCE;
import static io.cama.model.FaultClass.TRANSIENT;
import static io.cama.model.FaultKind.ENDPOINT;
import static io.cama.model.FaultKind.ITEM;
import static io.cama.model.FaultKind.LOCAL;
import static io.cama.model.FaultKind.PASSING;

/** Why something failed: the one table that says of every reason code what is done about it. */
public enum Reason {
    NET_CONNECT(PASSING, TRANSIENT, ATTEMPTS, YES, "check the base URL, the proxy and that the server is running"),
    NET_DNS(PASSING, TRANSIENT, ATTEMPTS, YES, "check the host name in the base URL, and the network"),
    NET_TLS(ENDPOINT, DEPENDENCY, NEVER, AT_ONCE, "check the certificate, the clock and the host name"),
    NET_IO(PASSING, TRANSIENT, ATTEMPTS, YES, "usually heals by itself; check the proxy"),
    TIMEOUT(
            PASSING,
            TRANSIENT,
            TWICE,
            YES,
            "raise cama.provider.NAME.timeout, shorten the prompt, or lower maxOutputTokens"),
    UPSTREAM_TIMEOUT(PASSING, TRANSIENT, ATTEMPTS, YES, "the endpoint gave up waiting; it usually heals by itself"),
    CONFLICT(
            PASSING, TRANSIENT, ATTEMPTS, YES, "the endpoint was busy with something else; it usually heals by itself"),
    UPSTREAM_5XX(PASSING, TRANSIENT, ATTEMPTS, YES, "the endpoint is in trouble; see its status page, check the proxy"),
    OVERLOADED(PASSING, TRANSIENT, ATTEMPTS, LITTLE, "the endpoint is overloaded; it is asked more slowly by itself"),
    MODEL_LOADING(PASSING, TRANSIENT, WAIT, NO, "the server is loading the model; the first call is slow"),
    RATE_LIMITED(PASSING, FaultClass.RATE_LIMITED, WAIT, NO, "lower cama.provider.NAME.rpm or .tpm"),
    CIRCUIT_OPEN(PASSING, TRANSIENT, WAIT, NO, "the endpoint failed too often; it is probed again by itself"),
    PROTOCOL(PASSING, TRANSIENT, TWICE, YES, "is a proxy answering instead of the model? check the base URL"),
    UNKNOWN(PASSING, FaultClass.UNKNOWN, ONCE, YES, "see the raw reply in the ledger"),
    LOCAL_BUSY(PASSING, RESOURCE, WAIT, NO, "lower the job's concurrency, or raise cama.http.connections"),

    AUTH(ENDPOINT, DEPENDENCY, NEVER, AT_ONCE, "set a valid key; cama.provider.NAME.key says where it is looked for"),
    FORBIDDEN(ENDPOINT, DEPENDENCY, NEVER, AT_ONCE, "check the plan, the region and access to the model"),
    QUOTA_EXHAUSTED(ENDPOINT, DEPENDENCY, NEVER, AT_ONCE, "add credit or raise the limit at the provider, then resume"),
    QUOTA_DAILY(ENDPOINT, DEPENDENCY, NEVER, NO, "the day's quota is used up; the run goes on when it is renewed"),
    MODEL_NOT_FOUND(
            ENDPOINT, DEPENDENCY, NEVER, AT_ONCE, "correct the model name, or pull the model (ollama pull NAME)"),
    ENDPOINT_NOT_FOUND(ENDPOINT, DEPENDENCY, NEVER, AT_ONCE, "the base URL is wrong; does it miss /v1?"),
    NO_PROVIDER(ENDPOINT, DEPENDENCY, TWICE, NO, "relax the provider preferences of the prompt"),
    REDIRECT(ENDPOINT, DEPENDENCY, NEVER, YES, "use the address the endpoint redirects to as the base URL"),
    ENDPOINT_UNREACHABLE(
            ENDPOINT, DEPENDENCY, NEVER, NO, "check the base URL and that the server is running, then resume"),
    BUDGET_EXCEEDED(ENDPOINT, RESOURCE, NEVER, NO, "raise the cap, then resume; what was bought stays bought"),

    CONFIG(ENDPOINT, DEPENDENCY, NEVER, NO, "correct the job or the configuration; cama validate says where"),

    BAD_REQUEST(ITEM, PERMANENT, NEVER, NO, "the endpoint refuses this request; see its message"),
    NOT_SUPPORTED(ITEM, PERMANENT, NEVER, NO, "the server cannot do what the prompt asks for"),
    CONTEXT_TOO_LONG(ITEM, CONTENT, NEVER, NO, "shorten the item, raise num_ctx, or use a model with a larger context"),
    REQUEST_TOO_LARGE(ITEM, CONTENT, NEVER, NO, "shorten the item, or ask the provider for a higher tier"),
    CONTENT_FILTERED(ITEM, CONTENT, NEVER, NO, "review the text of the item"),
    REFUSED(ITEM, CONTENT, NEVER, NO, "the model declined; review the text of the item, or name a fallback model"),
    TRUNCATED(
            ITEM, CONTENT, DOUBLED, NO, "raise maxOutputTokens in the prompt's config, or lower the reasoning effort"),
    EMPTY_OUTPUT(ITEM, CONTENT, TWICE, NO, "the model said nothing; try another model or prompt"),
    INVALID_JSON(ITEM, CONTENT, REPAIR, NO, "the reply is no JSON; say so more plainly in the prompt"),
    INVALID_TABLE(ITEM, CONTENT, REPAIR, NO, "the reply holds no valid row; say the columns in the prompt"),
    SCHEMA_MISMATCH(ITEM, CONTENT, REPAIR, NO, "the reply breaks the prompt's output schema"),

    INPUT_SCHEMA(ITEM, PERMANENT, NEVER, NO, "the item lacks what the prompt's input schema asks for"),
    TEMPLATE(ITEM, PERMANENT, NEVER, NO, "the prompt's template cannot be rendered with this item"),
    RAGGED_ROW(ITEM, PERMANENT, NEVER, NO, "give the row as many cells as the header has"),
    BAD_LINE(ITEM, PERMANENT, NEVER, NO, "correct the line"),
    ROUTE_FAILED(ITEM, FaultClass.UNKNOWN, NEVER, NO, "a step of the job's own route failed on this item"),
    REVIEW_FAILED(ITEM, CONTENT, NEVER, NO, "see the last findings; edit the row, or try it again with another prompt"),
    BAD_PATH(ITEM, PERMANENT, NEVER, NO, "give the row a relative path of its own, of plain names"),
    QUARANTINED(ITEM, RESOURCE, NEVER, NO, "the process died on this item; give it more memory, or mend the row"),

    LOCAL_RESOURCE(LOCAL, RESOURCE, NEVER, NO, "free disk space or memory; the run goes on from where it was"),
    LEDGER(LOCAL, RESOURCE, NEVER, NO, "check the disk and the ledger file");

    private final FaultKind kind;
    private final FaultClass faultClass;
    private final Again again;
    private final Breaks breaks;
    private final String hint;

    Reason(FaultKind kind, FaultClass faultClass, Again again, Breaks breaks, String hint) {
        this.kind = kind;
        this.faultClass = faultClass;
        this.again = again;
        this.breaks = breaks;
        this.hint = hint;
    }

    /** What happens to the item and the run. */
    public FaultKind kind() {
        return kind;
    }

    /** What sort of trouble it is. */
    public FaultClass faultClass() {
        return faultClass;
    }

    /** Whether and how the ask is made again. */
    public Again again() {
        return again;
    }

    /** What it means to the circuit breaker. */
    public Breaks breaks() {
        return breaks;
    }

    /** How much it weighs for the run. */
    public Severity severity() {
        if (kind == ENDPOINT || kind == LOCAL) {
            return Severity.FATAL;
        }
        return again == NEVER ? Severity.WARNING : Severity.RETRYABLE;
    }

    /** Whom it concerns. */
    public ErrorCategory category() {
        return switch (this) {
            case AUTH, FORBIDDEN -> ErrorCategory.AUTHENTICATION;
            case RATE_LIMITED, QUOTA_DAILY, QUOTA_EXHAUSTED -> ErrorCategory.RATE_LIMIT;
            case CIRCUIT_OPEN -> ErrorCategory.CIRCUIT_BREAKER;
            case LEDGER -> ErrorCategory.DATABASE;
            case LOCAL_BUSY, LOCAL_RESOURCE, BUDGET_EXCEEDED, CONFIG, ROUTE_FAILED, QUARANTINED ->
                ErrorCategory.INTERNAL;
            default -> kind == ITEM ? ErrorCategory.VALIDATION : ErrorCategory.EXTERNAL_SERVICE;
        };
    }

    /** One line that tells the user what to do. */
    public String hint() {
        return hint;
    }
}
