package kepu.campaigns.window;

import java.time.LocalDate;
import java.util.Optional;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What the other features may ask about windows. */
@Component
public class Windows {
    private final AggregateStore store;

    Windows(AggregateStore store) {
        this.store = store;
    }

    /** From … to, both days included. */
    public record Dates(LocalDate from, LocalDate to) {
        public boolean include(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    public Optional<Dates> find(String countyId, int year, Campaign campaign) {
        return store.find(Window.class, Window.id(countyId, year, campaign))
                .map(window -> new Dates(window.from(), window.to()));
    }
}
