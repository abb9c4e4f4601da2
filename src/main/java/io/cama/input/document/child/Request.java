package io.cama.input.document.child;

import io.cama.input.document.ChunkSize;
import io.cama.input.document.DocumentKind;
import io.cama.input.document.DocumentLimits;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to do.
 *
 * @param name the file's own
 * @param charset in which it is written, or null to find out
 */
public record Request(
        String name, DocumentKind kind, @Nullable Charset charset, ChunkSize chunks, DocumentLimits limits) {
    /** As arguments of a command, plain ASCII whatever the name is. */
    public List<String> toArguments() {
        DocumentLimits.Content content = limits.content();
        return Stream.of(
                        URLEncoder.encode(name, StandardCharsets.UTF_8),
                        kind,
                        charset == null ? "-" : charset.name(),
                        chunks.size(),
                        chunks.overlap(),
                        chunks.least(),
                        limits.timeout().toMillis(),
                        limits.memoryBytes(),
                        content.maxBytes(),
                        content.maxUnpackedBytes(),
                        content.maxRatio(),
                        content.maxEntries(),
                        content.maxPages(),
                        content.maxCharacters(),
                        content.maxDepth())
                .map(String::valueOf)
                .toList();
    }

    static Request of(List<String> arguments) {
        int[] n = arguments.subList(3, 6).stream().mapToInt(Integer::parseInt).toArray();
        long[] l = arguments.subList(6, arguments.size()).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        DocumentLimits.Content content = new DocumentLimits.Content(
                (int) l[2], l[3], (int) l[4], (int) l[5], (int) l[6], (int) l[7], (int) l[8]);
        String charset = arguments.get(2);
        return new Request(
                URLDecoder.decode(arguments.get(0), StandardCharsets.UTF_8),
                DocumentKind.valueOf(arguments.get(1)),
                charset.equals("-") ? null : Charset.forName(charset),
                new ChunkSize(n[0], n[1], n[2]),
                new DocumentLimits(Duration.ofMillis(l[0]), l[1], content));
    }
}
