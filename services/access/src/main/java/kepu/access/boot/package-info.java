/** Which auto-configurations of Spring Boot an application takes, whatever else is on the class path of its JVM. */
@NullMarked
package kepu.access.boot;

import org.jspecify.annotations.NullMarked;
