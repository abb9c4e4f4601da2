/** Cuts a prompt's source into front matter and template, and reads the front matter with the line of every entry. */
@NullMarked
package io.cama.prompt.file;

import org.jspecify.annotations.NullMarked;
