/**
 * Anthropic's Messages protocol: system text beside the messages, turns that alternate, a limit of output tokens that
 * must be there, and an answer in blocks. Source: docs.anthropic.com, "Messages", version 2023-06-01.
 */
@NullMarked
package io.cama.llm.anthropic;

import org.jspecify.annotations.NullMarked;
