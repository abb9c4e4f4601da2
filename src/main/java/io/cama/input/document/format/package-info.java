/** One reader for each kind of document; each adds its blocks, pages and headings to a manuscript. */
@NullMarked
package io.cama.input.document.format;

import org.jspecify.annotations.NullMarked;
