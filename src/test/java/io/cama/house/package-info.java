/** Rules of the house: rings, routes, files, requirements. */
package io.cama.house;
