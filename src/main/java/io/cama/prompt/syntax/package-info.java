/**
 * The Handlebars language: source to syntax tree, by the rules of the JavaScript implementation, which is Dotprompt's
 * reference: white space control, lines that hold only a tag, escapes, letters of any alphabet in names.
 */
@NullMarked
package io.cama.prompt.syntax;

import org.jspecify.annotations.NullMarked;
