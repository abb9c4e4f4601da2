/**
 * What all dialects read alike: the bytes of a response, the errors in it, how long it asks to wait, and what its
 * headers say of limits. Lenient in form and strict in bytes; one table says what each error means.
 */
@NullMarked
package io.cama.llm.read;

import org.jspecify.annotations.NullMarked;
