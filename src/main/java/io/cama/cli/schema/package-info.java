/** JSON Schemas of the files people write, for editors that complete and check them. */
@NullMarked
package io.cama.cli.schema;

import org.jspecify.annotations.NullMarked;
