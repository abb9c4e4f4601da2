/** Who may ask for what: addresses a request may name, tokens and their roles, and how often. */
@NullMarked
package io.cama.ops.http.guard;

import org.jspecify.annotations.NullMarked;
