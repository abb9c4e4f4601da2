/** DOCX, read as the XML it is, since its text is one stream and no library reads it without holding all of it. */
@NullMarked
package io.cama.input.document.format.word;

import org.jspecify.annotations.NullMarked;
