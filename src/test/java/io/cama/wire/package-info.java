/** A server for tests that answers byte by byte as a script says, and keeps what it was sent. */
package io.cama.wire;
