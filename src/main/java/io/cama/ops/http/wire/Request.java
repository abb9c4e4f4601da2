package io.cama.ops.http.wire;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for, as it came; nothing in it is to be trusted. Only what is named here is ever read of it, so
 * that no header of a client's reaches anything behind the server.
 *
 * @param method in capitals
 * @param path raw, as it stands in the request line
 * @param query decoded; the first value of each name
 * @param headers as the server gives them, whose look-ups ignore case
 * @param from who sent it
 * @param to the address it came in at
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        Headers headers,
        InetAddress from,
        InetAddress to,
        Content content) {
    /** The first value of a header, or empty. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** Every value of a header. */
    public List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Whether the method may change something. */
    public boolean changes() {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    /** The content's type without its parameters, in small letters; empty where none is said. */
    public String type() {
        String type = header("Content-Type").orElse("");
        int cut = type.indexOf(';');
        return (cut < 0 ? type : type.substring(0, cut)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * A value of the query as a whole number.
     *
     * @throws Problem if it is none, or outside
     */
    public long number(String name, long usual, long least, long most) {
        String text = query.get(name);
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw outside(name, least, most);
        }
        throw outside(name, least, most);
    }

    private static Problem outside(String name, long least, long most) {
        return Problem.bad(name + " has to be a whole number from " + least + " to " + most + ".");
    }

    /** Refuses a query that says something else than these, since whoever wrote it means something by it. */
    public void only(String... names) {
        List<String> known = List.of(names);
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.bad("This takes no such parameter; it takes "
                            + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
                });
    }
}
