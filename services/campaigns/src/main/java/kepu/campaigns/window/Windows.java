package kepu.campaigns.window;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import org.jspecify.annotations.Nullable;
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

    /**
     * A window as its county has set it.
     *
     * @param campaign one of the three; none, if it is a further one
     * @param furtherCampaign key of a further one
     */
    public record Set(
            @Nullable Campaign campaign, @Nullable String furtherCampaign, String name, Dates dates, String theme) {
        /** Whether an activity that names these is named for it. */
        public boolean isOf(@Nullable Campaign named, @Nullable String furtherNamed) {
            return campaign == null ? Objects.equals(furtherCampaign, furtherNamed) : campaign == named;
        }
    }

    /** The window of the campaign that is named, of the three or a further one. */
    public Optional<Dates> find(String countyId, int year, @Nullable Campaign campaign, @Nullable String further) {
        String named = campaign == null ? further : campaign.name();
        return named == null
                ? Optional.empty()
                : Optional.ofNullable(mongo.findById(Window.id(countyId, year, named), Window.class))
                        .filter(window -> !window.isWithdrawn())
                        .map(window -> new Dates(window.from(), window.to()));
    }

    /** The windows of a county's year, oldest first; as many as it has set. */
    public List<Set> of(String countyId, int year) {
        return all(countyId, year).stream()
                .map(window -> new Set(
                        window.campaign(),
                        window.furtherCampaign(),
                        window.name(),
                        new Dates(window.from(), window.to()),
                        window.theme()))
                .sorted(Comparator.comparing(window -> window.dates().from()))
                .toList();
    }

    /** Those that hold: the three in their order, then further ones by key. */
    List<Window> all(String countyId, int year) {
        return mongo
                .find(
                        query(where("unitId")
                                .is(countyId)
                                .and("year")
                                .is(year)
                                .and("withdrawn")
                                .ne(true)),
                        Window.class)
                .stream()
                .sorted(Comparator.comparing(Window::campaign, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Window::id))
                .toList();
    }
}
