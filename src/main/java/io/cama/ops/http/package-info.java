/** A running Cama over HTTP: one server, one port, an exact table of what can be asked, and a token for all of it but liveness. */
@NullMarked
package io.cama.ops.http;

import org.jspecify.annotations.NullMarked;
