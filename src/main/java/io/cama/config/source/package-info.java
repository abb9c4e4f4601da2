/**
 * Where settings come from: the packaged reference, files, the environment and the command line, merged
 * so that the strongest wins, and checked against what the reference says about each key.
 */
@NullMarked
package io.cama.config.source;

import org.jspecify.annotations.NullMarked;
