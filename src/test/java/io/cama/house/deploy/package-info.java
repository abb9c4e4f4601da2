/** Holds the files that deploy and release the program against the program. */
package io.cama.house.deploy;
