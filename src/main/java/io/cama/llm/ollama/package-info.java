/**
 * Ollama's own protocol ({@code /api/chat}), which can be told the length of the context, unlike the one it shares
 * with OpenAI. Source: github.com/ollama/ollama, docs/api.md.
 */
@NullMarked
package io.cama.llm.ollama;

import org.jspecify.annotations.NullMarked;
