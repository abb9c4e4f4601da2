/** What runs in the process that parses a document; only its request is known to the other side. */
@NullMarked
package io.cama.input.document.child;

import org.jspecify.annotations.NullMarked;
