/** How a service speaks HTTP: commands, receipts, problems. */
@NullMarked
package kepu.defaults.web;

import org.jspecify.annotations.NullMarked;
