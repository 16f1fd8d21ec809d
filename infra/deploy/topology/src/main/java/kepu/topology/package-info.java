/** Which topics there are on Kafka and who may do what with them, and the job that makes it so. */
@NullMarked
package kepu.topology;

import org.jspecify.annotations.NullMarked;
