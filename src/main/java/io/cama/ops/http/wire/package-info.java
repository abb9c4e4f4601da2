/** Requests and replies between the JDK's server and what answers them, with every reading and writing bounded in size and time. */
@NullMarked
package io.cama.ops.http.wire;

import org.jspecify.annotations.NullMarked;
