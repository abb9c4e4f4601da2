/** Runs as a person follows them: progress while they go on, an account when they have ended, a way back when stopped. */
@NullMarked
package io.cama.cli.follow;

import org.jspecify.annotations.NullMarked;
