/**
 * How to speak with a provider: a dialect turns a rendered prompt into the text of a request and the
 * bytes of a response into a reply. Nothing here opens a connection; the route does. Whatever goes wrong
 * leaves as a {@link io.cama.model.Failure} with a reason, and never with a key in its message.
 */
@NullMarked
package io.cama.llm;

import org.jspecify.annotations.NullMarked;
