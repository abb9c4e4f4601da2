package io.cama.llm.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cama.llm.Redaction;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One response: reads what is the same in every dialect and leaves the answer itself to its {@link Form}. */
public final class Response {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** No call has more tokens of a kind. What an endpoint says is added up, so what is absurd must not get that far. */
    public static final long MOST_TOKENS = 1_000_000_000;

    /** No call costs more US dollars. */
    public static final BigDecimal MOST_DOLLARS = new BigDecimal(100_000);

    private static final Set<Integer> WITHOUT_ANSWER = Set.of(202, 204);
    private static final int PROXY = 407;
    private static final int MAX_MESSAGE = 400;
    private static final int MAX_SNIPPET = 200;
    private static final int MOST_DIGITS = 40;

    private final Provider provider;
    private final int status;
    private final Map<String, String> headers;
    private final Redaction redaction;

    /** What a dialect reads its own way. */
    public interface Form {
        /** The tokens, {@link Usage#NONE} when the body does not say. */
        Usage usage(JsonNode root);

        /** The answer of a body in which no error stands. */
        Reply answer(JsonNode root, Usage usage);

        /** The body as one tree where it is not one JSON value, or null when it cannot be read. */
        default @Nullable JsonNode tree(String text) {
            return null;
        }
    }

    /** @param headers names in lower case */
    public Response(Provider provider, int status, Map<String, String> headers) {
        this.provider = provider;
        this.status = status;
        this.headers = headers;
        this.redaction = Redaction.of(provider);
    }

    /** Reads the body. Never throws, whatever was received, as long as the form does not. */
    public Reply read(byte[] body, Form form) {
        if (status >= 300 && status < 400) {
            String target = headers.getOrDefault("location", "somewhere it does not name");
            return failed(Reason.REDIRECT, "redirects to " + target, Usage.NONE);
        }
        if (status < 200 || status >= 300) {
            String text = withoutMark(new String(body, UTF_8));
            JsonNode root = parse(text);
            UpstreamError error = UpstreamError.of(root == null ? MissingNode.getInstance() : root);
            String seen = error.present() ? error.describe() : snippet(text);
            return refused(status, error, status == PROXY ? "a proxy asks who you are: " + seen : seen, Usage.NONE);
        }
        if (WITHOUT_ANSWER.contains(status)) {
            return failed(Reason.PROTOCOL, "no answer comes with this status", Usage.NONE);
        }
        String text;
        try {
            text = withoutMark(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return failed(Reason.PROTOCOL, "the body is not UTF-8: " + snippet(new String(body, UTF_8)), Usage.NONE);
        }
        JsonNode parsed = parse(text);
        JsonNode root = parsed == null ? form.tree(text) : parsed;
        if (root == null || !root.isContainerNode()) {
            return failed(Reason.PROTOCOL, "the body is no JSON object: " + snippet(text), Usage.NONE);
        }
        Usage usage = form.usage(root);
        Reply inner = error(root, usage);
        return inner == null ? form.answer(root, usage) : inner;
    }

    /** The failure that an error inside a 200 stands for, or null when there is none in this part of the body. */
    public @Nullable Reply error(JsonNode part, Usage usage) {
        UpstreamError error = UpstreamError.of(part);
        return error.present() ? refused(error.impliedStatus(), error, error.describe(), usage) : null;
    }

    /** A failure that the body tells in another way than as an error. */
    public Reply failed(Reason reason, String seen, Usage usage) {
        return failed(reason, seen, usage, null, null);
    }

    /** A body that is JSON but holds no answer in the dialect's form. */
    public Reply unreadable(String missing, JsonNode root, Usage usage) {
        return failed(Reason.PROTOCOL, missing + ": " + snippet(root.toString()), usage);
    }

    private Reply refused(int meant, UpstreamError error, String seen, Usage usage) {
        Boolean again = again();
        Duration asked = Pause.of(meant, headers, error);
        Reason reason = Classification.of(meant, error, asked, again);
        return failed(reason, seen, usage, Pause.of(reason, headers, error, asked), again);
    }

    private @Nullable Boolean again() {
        return switch (headers.getOrDefault("x-should-retry", "").strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private Reply failed(Reason reason, String seen, Usage usage, @Nullable Duration pause, @Nullable Boolean again) {
        String id = "";
        for (String name : new String[] {"x-generation-id", "request-id", "x-request-id"}) {
            id = headers.getOrDefault(name, id);
        }
        String where = "HTTP %d from %s%s: ".formatted(status, provider.name(), id.isBlank() ? "" : ", request " + id);
        return new Reply.Failed(new Failure(reason, redaction.line(where + seen, MAX_MESSAGE), pause, again), usage);
    }

    private String snippet(String text) {
        return text.isBlank() ? "the body is empty" : redaction.line(text, MAX_SNIPPET);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** One JSON value, or null when the text is something else. */
    public static @Nullable JsonNode parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            return root == null || root.isMissingNode() ? null : root;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A count, 0 where there is none and {@link #MOST_TOKENS} where it is more. */
    public static long count(JsonNode node) {
        if (!node.isNumber()) {
            return 0;
        }
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        return count(whole ? node.longValue() : (long) node.doubleValue());
    }

    /** A count that was added up, within the bounds of one that was read. */
    public static long count(long tokens) {
        return Math.max(0, Math.min(MOST_TOKENS, tokens));
    }

    /** An amount of US dollars, at most {@link #MOST_DOLLARS}; null where there is none, or one below nothing. */
    public static @Nullable BigDecimal cost(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        BigDecimal cost = node.decimalValue();
        if (cost.compareTo(MOST_DOLLARS) > 0) {
            return MOST_DOLLARS;
        }
        boolean sane = cost.signum() >= 0 && Math.abs((long) cost.scale()) <= MOST_DIGITS;
        return sane && cost.precision() <= MOST_DIGITS ? cost : null;
    }
}
