/** What the integration tests of all services share: a service under test, what it answers, and the topics around it. */
@NullMarked
package kepu.defaults.harness;

import org.jspecify.annotations.NullMarked;
