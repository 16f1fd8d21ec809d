/** The way of a room to the title of county demonstration room (县级示范书屋). Source: R14. */
@NullMarked
package kepu.readingrooms.demonstration;

import org.jspecify.annotations.NullMarked;
