/** The table of topics, and a broker that holds everybody to it. */
@NullMarked
package kepu.topology;

import org.jspecify.annotations.NullMarked;
