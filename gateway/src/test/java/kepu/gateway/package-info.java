/** The gateway against services that do what a test tells them. */
@NullMarked
package kepu.gateway;

import org.jspecify.annotations.NullMarked;
