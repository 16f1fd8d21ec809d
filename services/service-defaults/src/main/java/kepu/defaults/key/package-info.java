/** Idempotency keys of commands that find what they create by what their bodies say. */
@NullMarked
package kepu.defaults.key;

import org.jspecify.annotations.NullMarked;
