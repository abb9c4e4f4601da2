/** The folder that files are published in, and what makes them last. */
@NullMarked
package io.cama.output.file;

import org.jspecify.annotations.NullMarked;
