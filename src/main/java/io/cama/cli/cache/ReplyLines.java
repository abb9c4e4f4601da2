package io.cama.cli.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.ledger.ReplyStore.CarriedReply;
import io.cama.llm.read.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replies as lines of JSON, in which they travel between ledgers. */
final class ReplyLines {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final int OK = 200;

    /** In billionths of a US dollar. */
    private static final long MOST_COST =
            Response.MOST_DOLLARS.movePointRight(9).longValueExact();

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private ReplyLines() {}

    /** @param cost in billionths of a US dollar */
    private record Line(
            @Nullable String hash,
            @Nullable String job,
            @Nullable String prompt,
            @Nullable String model,
            @Nullable String served,
            int status,
            @Nullable String body,
            long inputTokens,
            long outputTokens,
            @Nullable Long cost,
            @Nullable String answered) {}

    static String write(CarriedReply reply) {
        try {
            return JSON.writeValueAsString(new Line(
                    reply.hash(),
                    reply.job(),
                    reply.prompt(),
                    reply.model(),
                    reply.served(),
                    reply.status(),
                    reply.body(),
                    reply.inputTokens(),
                    reply.outputTokens(),
                    reply.cost(),
                    reply.answered().toString()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalArgumentException if it is no such line; the message says why */
    static CarriedReply read(String text) {
        Line line;
        try {
            line = JSON.readValue(text, Line.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable.getOriginalMessage(), unreadable);
        }
        check(HASH.matcher(given(line.hash(), "hash")).matches(), "hash is not 64 hex digits in lower case");
        check(line.status() == OK, "status is " + line.status() + " instead of 200");
        check(within(line.inputTokens(), Response.MOST_TOKENS), "inputTokens are " + line.inputTokens());
        check(within(line.outputTokens(), Response.MOST_TOKENS), "outputTokens are " + line.outputTokens());
        check(line.cost() == null || within(line.cost(), MOST_COST), "cost is " + line.cost());
        check(given(line.model(), "model").indexOf('/') > 0, "model is not provider/model");
        try {
            return new CarriedReply(
                    given(line.hash(), "hash"),
                    given(line.job(), "job"),
                    given(line.prompt(), "prompt"),
                    given(line.model(), "model"),
                    line.served(),
                    line.status(),
                    given(line.body(), "body"),
                    line.inputTokens(),
                    line.outputTokens(),
                    line.cost(),
                    answered(given(line.answered(), "answered")));
        } catch (DateTimeException noInstant) {
            throw new IllegalArgumentException("answered is no instant: " + noInstant.getMessage(), noInstant);
        }
    }

    private static Instant answered(String text) {
        Instant answered = Instant.parse(text);
        check(!answered.isBefore(Instant.EPOCH) && answered.isBefore(END), "answered is not within 1970 to 9999");
        return answered;
    }

    private static boolean within(long number, long most) {
        return number >= 0 && number <= most;
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static String given(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
