/**
 * The beans that routes name. This is the only package that sees an Exchange: each step reads the
 * body and a few properties, calls one plain class, and writes the body.
 */
@NullMarked
package io.cama.flow;

import org.jspecify.annotations.NullMarked;
