package kepu.volunteers.team;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kepu.defaults.observe.CachedGauges;
import kepu.volunteers.register.Register;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** How many teams there are, and how many of them are below their strength just now. */
@Configuration(proxyBeanMethods = false)
class TeamGauges {
    private static final String TEAMS = "kepu.teams";
    private static final String UNDERSTAFFED = "kepu.teams.understaffed";

    @Bean
    CachedGauges countedTeams(
            MongoOperations mongo,
            Register register,
            Clock clock,
            @Value("${kepu.volunteers.required-strength}") int required) {
        return new CachedGauges(
                List.of(
                        new CachedGauges.Number(TEAMS, "teams"),
                        new CachedGauges.Number(
                                UNDERSTAFFED, "teams of open units with fewer active members than required")),
                () -> count(mongo, register.openUnits(clock.instant()), required));
    }

    private static Map<String, Long> count(MongoOperations mongo, Predicate<String> open, int required) {
        Query members = new Query();
        members.fields().exclude("outbox", "applied", "firstApplied", "links");
        long teams = 0;
        long understaffed = 0;
        try (Stream<Team> all = mongo.stream(members, Team.class)) {
            for (Team team : (Iterable<Team>) all::iterator) {
                teams++;
                if (team.activeMembers() < required && open.test(team.unitId())) {
                    understaffed++;
                }
            }
        }
        return Map.of(TEAMS, teams, UNDERSTAFFED, understaffed);
    }
}
