package kepu.readingrooms.catalogue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kepu.access.AllowAnyRole;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of a room as it is at the end of a day, over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms/rooms/{id}/catalogue")
class CatalogueController {
    private final Catalogue catalogue;
    private final Rooms rooms;
    private final Clock clock;
    private final ZoneId zone;

    CatalogueController(Catalogue catalogue, Rooms rooms, Clock clock, ZoneId zone) {
        this.catalogue = catalogue;
        this.rooms = rooms;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * @param titles how many are in stock, with {@code copies} of them, whatever is asked for
     * @param items of those asked for, by resource id
     * @param next to be asked for as {@code afterResource}, if there are more
     */
    record CatalogueView(
            String roomId,
            LocalDate on,
            int titles,
            int copies,
            List<ItemView> items,
            @Nullable String next) {}

    record ItemView(
            String resourceId,
            Resource.Kind kind,
            String title,
            @Nullable String author,
            @Nullable String isbn,
            @Nullable String issn,
            Set<Resource.Theme> themes,
            int copies,
            LocalDate firstAdded) {}

    @AllowAnyRole
    @GetMapping
    CatalogueView catalogue(
            @PathVariable String id,
            @RequestParam Optional<LocalDate> on,
            @RequestParam Optional<Resource.Kind> kind,
            @RequestParam Optional<Resource.Theme> theme,
            @RequestParam Optional<String> q,
            @RequestParam Optional<String> afterResource,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        Rooms.Known room = rooms.get(id);
        LocalDate day = on.orElseGet(() -> LocalDate.now(clock.withZone(zone)));
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
        List<Stock.Holding> all = catalogue.stock(room.roomId(), end, null).holdings();
        String text = q.map(Title::normalized).orElse("");
        Predicate<Stock.Holding> asked = holding -> kind.stream()
                        .allMatch(is -> holding.resource().kind() == is)
                && theme.stream().allMatch(is -> holding.resource().themes().contains(is))
                && Stream.of(holding.resource().title(), holding.resource().author())
                        .anyMatch(said -> said != null && Title.normalized(said).contains(text))
                && afterResource.stream()
                        .allMatch(last -> holding.resource().id().compareTo(last) > 0);
        List<ItemView> page =
                all.stream().filter(asked).limit(limit + 1L).map(this::view).toList();
        boolean more = page.size() > limit;
        return new CatalogueView(
                room.roomId(),
                day,
                all.size(),
                all.stream().mapToInt(Stock.Holding::copies).sum(),
                more ? page.subList(0, limit) : page,
                more ? page.get(limit - 1).resourceId() : null);
    }

    private ItemView view(Stock.Holding holding) {
        Resource resource = holding.resource();
        return new ItemView(
                resource.id(),
                resource.kind(),
                resource.title(),
                resource.author(),
                resource.isbn(),
                resource.issn(),
                resource.themes(),
                holding.copies(),
                LocalDate.ofInstant(holding.firstAdded(), zone));
    }
}
