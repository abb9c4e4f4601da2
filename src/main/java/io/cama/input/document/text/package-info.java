/** The text of a document with the places it comes from, and how it is cut into chunks. */
@NullMarked
package io.cama.input.document.text;

import org.jspecify.annotations.NullMarked;
