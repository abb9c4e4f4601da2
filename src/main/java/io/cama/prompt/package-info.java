/**
 * Dotprompt: prompt files are parsed, checked, filled with an item's values and turned into messages, and what a model
 * answers is read by the prompt's output schema. The format is the one of google.github.io/dotprompt; nothing is added
 * to it. Values never become template, and no template reaches a class, a file or the network.
 */
@NullMarked
package io.cama.prompt;

import org.jspecify.annotations.NullMarked;
