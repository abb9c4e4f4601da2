package io.cama.ops.http.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request is not answered as asked, as RFC 9457 tells it. It has no stack trace and names nothing secret. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /**
     * A problem with headers of its own.
     *
     * @param status of HTTP, 400 to 599
     * @param code a word for programs, such as {@code no-token}
     * @param detail for people: what was seen and what to do
     * @param headers that go with it, such as Retry-After
     */
    public Problem(int status, String code, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** As {@link #Problem(int, String, String, Map)}, without headers. */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** What is asked for is not there. */
    public static Problem notFound(String what) {
        return new Problem(404, "not-found", "There is no " + what + ".");
    }

    /** The request says something that cannot be. */
    public static Problem bad(String detail) {
        return new Problem(400, "bad-request", detail);
    }

    public int status() {
        return status;
    }

    /** A word for programs. */
    public String code() {
        return code;
    }

    /** As it is sent, {@code application/problem+json}. */
    public Reply reply() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "urn:cama:problem:" + code);
        json.put("title", title());
        json.put("status", status);
        json.put("detail", String.valueOf(getMessage()));
        return Reply.json(status, json).as("application/problem+json").with(headers);
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 411 -> "Length Required";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Request Refused" : "Internal Server Error";
        };
    }
}
