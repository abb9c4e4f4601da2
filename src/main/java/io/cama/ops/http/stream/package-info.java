/** What happens, as it happens: the latest events in memory, and the clients that follow them. */
@NullMarked
package io.cama.ops.http.stream;

import org.jspecify.annotations.NullMarked;
