/**
 * Documents dropped as they are: PDF, DOCX, EPUB, HTML, Markdown and plain text become chunks of text. They are
 * parsed by a process of its own, with bounds on memory and time, since a hostile file may take a parser down.
 */
@NullMarked
package io.cama.input.document;

import org.jspecify.annotations.NullMarked;
