/** What a room has (藏书): deliveries, stock-takes, and the catalogue that follows from them. Source: R11. */
@NullMarked
package kepu.readingrooms.catalogue;

import org.jspecify.annotations.NullMarked;
