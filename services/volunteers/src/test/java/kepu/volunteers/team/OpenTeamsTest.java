package kepu.volunteers.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.volunteers.reminder.OpenMatters.Matter;
import kepu.volunteers.reminder.OpenMatters.OpenMatter;
import org.junit.jupiter.api.Test;

class OpenTeamsTest {
    private static final String UNIT = "990101201201";
    private static final Instant FORMED = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2025-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2025-05-01T00:00:00Z");

    private final Team team = new Team("t1", UNIT, "青禾村服务队", FORMED);
    private final Team other = new Team("t2", UNIT, "青禾村二队", FORMED);

    @Test
    void a_team_below_its_strength_stands_open_and_one_of_full_strength_does_not() {
        link(team, "m1", "l1");
        assertThat(open(1, team)).isEmpty();
        assertThat(open(2, team)).containsExactly(new OpenMatter(UNIT, "t1", Matter.TEAM_UNDERSTAFFED, FORMED));
    }

    @Test
    void members_without_a_link_stand_open_since_the_first_of_them_has_none() {
        link(team, "m1", "l1");
        team.enlist("m2", "v2", "李四", APRIL, 1);
        assertThat(open(1, team)).containsExactly(new OpenMatter(UNIT, "t1", Matter.MEMBERS_WITHOUT_LINK, APRIL));

        team.endLink("l1", "转产", MARCH);
        assertThat(open(1, team)).containsExactly(new OpenMatter(UNIT, "t1", Matter.MEMBERS_WITHOUT_LINK, MARCH));

        team.suspend("m1", "病休", APRIL, 1);
        team.depart("m2", "外出", NOW, 1);
        assertThat(open(0, team)).as("suspended or gone").isEmpty();
        team.reinstate("m1", NOW, 1);
        assertThat(open(1, team)).containsExactly(new OpenMatter(UNIT, "t1", Matter.MEMBERS_WITHOUT_LINK, NOW));
    }

    @Test
    void a_link_in_another_team_of_the_unit_counts() {
        link(other, "m1", "l1");
        team.enlist("m9", "v-m1", "张三", FORMED, 1);

        assertThat(open(1, team, other)).isEmpty();
        other.endLink("l1", "转产", MARCH);
        assertThat(open(1, team, other))
                .containsExactly(
                        new OpenMatter(UNIT, "t1", Matter.MEMBERS_WITHOUT_LINK, MARCH),
                        new OpenMatter(UNIT, "t2", Matter.MEMBERS_WITHOUT_LINK, MARCH));
    }

    private static List<OpenMatter> open(int required, Team... ofUnit) {
        return Teams.openIn(List.of(ofUnit), required, NOW);
    }

    private static void link(Team team, String membershipId, String linkId) {
        team.enlist(membershipId, "v-" + membershipId, "张三", FORMED, 1);
        team.startLink(linkId, membershipId, "b1", Kind.BASE, FEBRUARY);
    }
}
