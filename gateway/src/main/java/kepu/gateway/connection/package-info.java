/** Tomcat's connections: limits on headers, bodies and connections that no servlet filter can keep. */
@NullMarked
package kepu.gateway.connection;

import org.jspecify.annotations.NullMarked;
