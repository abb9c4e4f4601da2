package io.cama.llm.write;

import java.net.URI;

/** Puts a base URL and a path together, whichever part of the path the base URL holds already. */
public final class Address {
    private Address() {}

    /**
     * The URL. A slash at the end of the base does not matter; segments with which the base ends and the path begins
     * stand once, so that a whole URL given as a base stays as it is.
     *
     * @param path beginning with a slash
     */
    public static String join(String base, String path) {
        String bare = trimmed(base);
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (bare.endsWith(path.substring(0, end))) {
                return bare + path.substring(end);
            }
        }
        return bare + path;
    }

    /** The URL without slashes at its end. */
    public static String trimmed(String base) {
        int end = base.length();
        while (end > 0 && base.charAt(end - 1) == '/') {
            end--;
        }
        return base.substring(0, end);
    }

    /** Whether the URL is a host only. */
    public static boolean isBare(String base) {
        try {
            URI url = URI.create(trimmed(base));
            return url.getHost() != null && url.getRawPath().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
