/** What the program promises about real endpoints, kept from the command line against the rehearsal server. */
@NullMarked
package io.cama.acceptance;

import org.jspecify.annotations.NullMarked;
