/** What a rendering needs beside the template: the partials, where templates come from, and the values of @names. */
@NullMarked
package io.cama.prompt.render;

import org.jspecify.annotations.NullMarked;
