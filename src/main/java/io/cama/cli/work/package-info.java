/** The commands that start the application and have files worked on. */
@NullMarked
package io.cama.cli.work;

import org.jspecify.annotations.NullMarked;
