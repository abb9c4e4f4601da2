/** Holds the documentation against the program: links, commands, snippets, and the pages made from code. */
package io.cama.house.docs;
