/** The limits of a demo endpoint: requests and tokens a minute, kept exactly and told in headers. */
@NullMarked
package io.cama.llm.demo.limit;

import org.jspecify.annotations.NullMarked;
