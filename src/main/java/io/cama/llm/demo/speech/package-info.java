/**
 * The three protocols a demo endpoint speaks: what was asked, read from any of them, and what is said,
 * written in each. Nothing here opens a connection or makes an answer up.
 */
@NullMarked
package io.cama.llm.demo.speech;

import org.jspecify.annotations.NullMarked;
