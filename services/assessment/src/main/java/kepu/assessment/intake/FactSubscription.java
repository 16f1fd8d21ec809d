package kepu.assessment.intake;

import java.util.List;
import java.util.Set;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.AwardListEvent;
import kepu.contracts.assessment.ConversionRuleEvent;
import kepu.contracts.assessment.HistoryEvent;
import kepu.contracts.assessment.IntegrityCaseEvent;
import kepu.contracts.assessment.NoticeNumberEvent;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.organization.UnitReminderEvent;
import kepu.contracts.readingrooms.ReaderEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.contracts.volunteers.TeamReminderEvent;
import kepu.defaults.consume.EventSubscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Subscribes to every family, the service's own facts included, except those of cards, numbers of documents, accounts, personal
 * data and reminders. No score needs them, and personal data must not be stored in a second place.
 */
@Configuration(proxyBeanMethods = false)
class FactSubscription {
    static final String GROUP = "assessment";

    private static final Set<Class<? extends DomainEvent>> NOT_SUBSCRIBED = Set.of(
            ScorecardEvent.class,
            NoticeNumberEvent.class,
            ConversionRuleEvent.class,
            AwardListEvent.class,
            HistoryEvent.class,
            IntegrityCaseEvent.class,
            AccountEvent.class,
            PersonEvent.class,
            ReaderEvent.class,
            TeamReminderEvent.class,
            UnitReminderEvent.class);

    @Bean
    EventSubscription assessmentSubscription(FactEventListener intake) {
        return new EventSubscription(GROUP, families(), intake);
    }

    static List<Class<? extends DomainEvent>> families() {
        return Contracts.FAMILIES.stream()
                .filter(family -> !NOT_SUBSCRIBED.contains(family))
                .toList();
    }
}
