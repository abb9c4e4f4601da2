/** HTML that cannot do anything: text in elements that only show. */
@NullMarked
package io.cama.cli.back.html;

import org.jspecify.annotations.NullMarked;
