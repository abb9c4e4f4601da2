package io.cama.model;

import static io.cama.model.FaultKind.ENDPOINT;
import static io.cama.model.FaultKind.ITEM;
import static io.cama.model.FaultKind.LOCAL;
import static io.cama.model.FaultKind.PASSING;

/** Why something failed: the one table that maps every reason code to its kind, its retry and its hint. */
public enum Reason {
    NET_CONNECT(PASSING, true, true, "check the base URL and that the server is running"),
    NET_TLS(ENDPOINT, false, true, "check the certificate, the clock and the host name"),
    NET_IO(PASSING, true, true, "usually heals by itself; check the proxy"),
    TIMEOUT(PASSING, true, true, "raise cama.provider.<name>.timeout, or shorten the prompt"),
    UPSTREAM_5XX(PASSING, true, true, "the endpoint is in trouble; see its status page"),
    RATE_LIMITED(PASSING, true, false, "lower cama.provider.<name>.rpm"),
    CIRCUIT_OPEN(PASSING, true, false, "the endpoint failed too often; it is probed again by itself"),
    PROTOCOL(PASSING, true, true, "is a proxy answering instead of the model? check the base URL"),
    UNKNOWN(PASSING, true, true, "see the raw reply in the ledger"),

    AUTH(ENDPOINT, false, false, "set a valid key for the provider"),
    FORBIDDEN(ENDPOINT, false, false, "check the plan, the region and access to the model"),
    QUOTA_EXHAUSTED(ENDPOINT, false, false, "add credit or raise the limit at the provider, then run again"),
    MODEL_NOT_FOUND(ENDPOINT, false, false, "correct the model name, or pull the model"),
    ENDPOINT_NOT_FOUND(ENDPOINT, false, false, "the base URL is wrong; does it miss /v1?"),
    REDIRECT(ENDPOINT, false, false, "use the address the endpoint redirects to as the base URL"),
    ENDPOINT_UNREACHABLE(ENDPOINT, false, false, "check the base URL and that the server is running, then run again"),

    CONFIG(ENDPOINT, false, false, "correct the job or the configuration; cama validate says where"),

    BAD_REQUEST(ITEM, false, false, "the endpoint refuses this request; see its message"),
    CONTEXT_TOO_LONG(ITEM, false, false, "shorten the item, or use a model with a larger context"),
    CONTENT_FILTERED(ITEM, false, false, "review the text of the item"),
    REFUSED(ITEM, false, false, "the model declined; review the text of the item"),
    TRUNCATED(ITEM, true, false, "raise maxOutputTokens in the prompt's config"),
    EMPTY_OUTPUT(ITEM, true, false, "the model said nothing; try another model or prompt"),
    INVALID_JSON(ITEM, true, false, "the reply is no JSON; say so more plainly in the prompt"),
    INVALID_TABLE(ITEM, true, false, "the reply holds no valid row; say the columns in the prompt"),
    SCHEMA_MISMATCH(ITEM, true, false, "the reply breaks the prompt's output schema"),

    INPUT_SCHEMA(ITEM, false, false, "the item lacks what the prompt's input schema asks for"),
    TEMPLATE(ITEM, false, false, "the prompt's template cannot be rendered with this item"),
    RAGGED_ROW(ITEM, false, false, "give the row as many cells as the header has"),
    BAD_LINE(ITEM, false, false, "correct the line"),
    ROUTE_FAILED(ITEM, false, false, "a step of the job's own route failed on this item"),

    LOCAL_RESOURCE(LOCAL, false, false, "free disk space or memory; the run goes on from where it was"),
    LEDGER(LOCAL, false, false, "check the disk and the ledger file");

    private final FaultKind kind;
    private final boolean retry;
    private final boolean breaker;
    private final String hint;

    Reason(FaultKind kind, boolean retry, boolean breaker, String hint) {
        this.kind = kind;
        this.retry = retry;
        this.breaker = breaker;
        this.hint = hint;
    }

    /** What happens to the item and the run. */
    public FaultKind kind() {
        return kind;
    }

    /** Whether asking again may help. */
    public boolean retry() {
        return retry;
    }

    /** Whether the circuit breaker counts it as a failure of the endpoint. */
    public boolean breaker() {
        return breaker;
    }

    /** One line that tells the user what to do. */
    public String hint() {
        return hint;
    }
}
