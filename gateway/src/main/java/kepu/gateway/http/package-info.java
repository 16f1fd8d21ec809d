/** What all features share: the context of a request, its client, its path, and how an answer is written. */
@NullMarked
package kepu.gateway.http;

import org.jspecify.annotations.NullMarked;
