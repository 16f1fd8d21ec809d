/** Lists: one mechanism by which every collection of every service is narrowed, searched, sorted, paged and exported. */
@NullMarked
package kepu.defaults.list;

import org.jspecify.annotations.NullMarked;
