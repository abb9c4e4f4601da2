/** What all dialects write alike: parameters of the prompt, schemas a provider takes, media, headers and addresses. */
@NullMarked
package io.cama.llm.write;

import org.jspecify.annotations.NullMarked;
