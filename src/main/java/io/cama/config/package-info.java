/**
 * What the user has decided: settings with their origin, providers and their keys, and the folders that
 * hold jobs. Everything is read once and checked at once; a setting found wrong is reported with its
 * place, and fails only those who ask for it.
 */
@NullMarked
package io.cama.config;

import org.jspecify.annotations.NullMarked;
