/** PDF, read by PDFBox. */
@NullMarked
package io.cama.input.document.format.pdf;

import org.jspecify.annotations.NullMarked;
