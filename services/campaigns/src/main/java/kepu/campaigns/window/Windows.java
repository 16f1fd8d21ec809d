package kepu.campaigns.window;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** A window as its county has set it. */
    public record Set(Campaign campaign, String name, Dates dates, String theme) {}

    public Optional<Dates> find(String countyId, int year, Campaign campaign) {
        return window(countyId, year, campaign).map(window -> new Dates(window.from(), window.to()));
    }

    /** The windows of a county's year, oldest first; as many as it has set. */
    public List<Set> of(String countyId, int year) {
        return Stream.of(Campaign.values())
                .flatMap(campaign -> window(countyId, year, campaign).stream())
                .map(window -> new Set(
                        window.campaign(), window.name(), new Dates(window.from(), window.to()), window.theme()))
                .sorted(Comparator.comparing(window -> window.dates().from()))
                .toList();
    }

    Optional<Window> window(String countyId, int year, Campaign campaign) {
        return Optional.ofNullable(mongo.findById(Window.id(countyId, year, campaign), Window.class));
    }
}
