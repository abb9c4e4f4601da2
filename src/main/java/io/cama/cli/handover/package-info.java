/** What commands ask of the process that holds the home folder, and what they say when somebody holds it. */
@NullMarked
package io.cama.cli.handover;

import org.jspecify.annotations.NullMarked;
