/** The containers documents come in, zip and XML, each read within bounds and without anything from outside. */
@NullMarked
package io.cama.input.document.archive;

import org.jspecify.annotations.NullMarked;
