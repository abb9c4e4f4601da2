/** Makes a job of one's own from a file: looks the file over, fills a template and writes a folder that runs at once. */
@NullMarked
package io.cama.cli.init;

import org.jspecify.annotations.NullMarked;
