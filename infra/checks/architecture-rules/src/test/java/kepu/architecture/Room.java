package kepu.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Packages of a module that belong together, and the other rooms that they may depend on.
 *
 * @param places packages without those below them, or single classes, by their full names
 * @param mayKnow names of rooms that are built before it, so that no two can need each other
 */
public record Room(String name, Set<String> places, Set<String> mayKnow) {
    /** A room of one package. */
    public static Room of(String place, String... mayKnow) {
        return new Room(place.substring(place.lastIndexOf('.') + 1), Set.of(place), Set.of(mayKnow));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Room::outermost).orElse(type);
    }

    /**
     * @param rooms in the order in which they are built; none: a module without walls
     * @throws IllegalArgumentException if one may know another that is not built before it
     */
    static ArchCondition<JavaClass> knowOnlyTheRoomsTheyMay(List<Room> rooms) {
        Set<String> built = new HashSet<>();
        for (Room room : rooms) {
            if (!built.containsAll(room.mayKnow())) {
                throw new IllegalArgumentException(room.name() + " may know a room that is not built before it");
            }
            built.add(room.name());
        }
        return new ArchCondition<>("know only the rooms they may") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (rooms.isEmpty() || type.getSimpleName().equals("package-info")) {
                    return;
                }
                Optional<Room> own = roomOf(type, rooms);
                if (own.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " belongs to no room"));
                    return;
                }
                type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    Optional<Room> other = roomOf(dependency.getTargetClass().getBaseComponentType(), rooms);
                    if (other.filter(room -> !room.equals(own.get())
                                    && !own.get().mayKnow().contains(room.name()))
                            .isPresent()) {
                        events.add(SimpleConditionEvent.violated(
                                type,
                                "%s may not know %s: %s"
                                        .formatted(own.get().name(), other.get().name(), dependency.getDescription())));
                    }
                });
            }
        };
    }

    /** A class has a room of its own before it has that of its package. */
    private static Optional<Room> roomOf(JavaClass type, List<Room> rooms) {
        return rooms.stream()
                .filter(room -> room.places().contains(outermost(type).getName()))
                .findFirst()
                .or(() -> rooms.stream()
                        .filter(room -> room.places().contains(type.getPackageName()))
                        .findFirst());
    }
}
