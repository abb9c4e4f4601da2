package io.cama.model;

import java.util.Map;

/** Remembers when a piece of content last really changed, so that exporting it again does not look like a change. */
public interface ContentClock {
    /**
     * Notes the digests and says since when each has been what it is.
     *
     * @param digests digest of the content by a key that stays the same when the content changes
     * @return for each key, seconds since 1970 at which its present digest was first seen
     */
    Map<String, Long> changed(Map<String, String> digests);
}
