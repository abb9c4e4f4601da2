/**
 * What all commands share: the streams they write to, the options they all take, the home folder they
 * work in, and how an error becomes a sentence and an exit code. Nothing here knows Camel.
 */
@NullMarked
package io.cama.cli.shell;

import org.jspecify.annotations.NullMarked;
