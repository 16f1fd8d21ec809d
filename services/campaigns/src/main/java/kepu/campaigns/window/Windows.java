package kepu.campaigns.window;

import java.time.LocalDate;
import java.util.Optional;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * What the other features may ask about windows.
 *
 * <p>A window holds for every unit below its county, so whoever may see one of those may see it: it is read past the
 * store, which would keep it to those who reach the county.
 */
@Component
public class Windows {
    private final MongoOperations mongo;

    Windows(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** From … to, both days included. */
    public record Dates(LocalDate from, LocalDate to) {
        public boolean include(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    public Optional<Dates> find(String countyId, int year, Campaign campaign) {
        return window(countyId, year, campaign).map(window -> new Dates(window.from(), window.to()));
    }

    Optional<Window> window(String countyId, int year, Campaign campaign) {
        return Optional.ofNullable(mongo.findById(Window.id(countyId, year, campaign), Window.class));
    }
}
