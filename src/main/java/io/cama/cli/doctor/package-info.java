/** The command that looks the whole installation over, and with {@code --online} asks each model one word. */
@NullMarked
package io.cama.cli.doctor;

import org.jspecify.annotations.NullMarked;
