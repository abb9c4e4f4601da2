/** Whose the home folder is, and who may write there. */
@NullMarked
package io.cama.cli.owner;

import org.jspecify.annotations.NullMarked;
