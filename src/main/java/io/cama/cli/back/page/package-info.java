/** The report of a run as one page that needs nothing else: no script, no font, no image from anywhere. */
@NullMarked
package io.cama.cli.back.page;

import org.jspecify.annotations.NullMarked;
