/** The fields of a prompt's front matter: what each may hold, and what an absent one means. */
@NullMarked
package io.cama.prompt.fields;

import org.jspecify.annotations.NullMarked;
