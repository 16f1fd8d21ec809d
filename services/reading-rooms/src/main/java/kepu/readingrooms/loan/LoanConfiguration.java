package kepu.readingrooms.loan;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** What an installation may set of loans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoanLimits.class)
class LoanConfiguration {}
