/**
 * The Chat Completions protocol, as OpenAI defined it and OpenRouter, Ollama, llama.cpp, vLLM, Gemini and
 * many others speak it, each with errors of its own form. Reading is lenient in form and strict in bytes;
 * one table says what each error means.
 */
@NullMarked
package io.cama.llm.openai;

import org.jspecify.annotations.NullMarked;
