package io.cama.ops.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong or held up.
 *
 * @param sort {@code local}, {@code maintenance}, {@code breaker}, {@code job} or {@code run}
 * @param object what it is about, such as a breaker's name
 * @param text what was seen and why
 * @param since when it began, or null where nobody knows
 */
public record Trouble(
        String sort, String object, String text, @Nullable Instant since) {}
