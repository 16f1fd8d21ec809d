package kepu.sample.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kepu.sample.profile.ActivityProfile.Activity;
import kepu.sample.profile.ActivityProfile.AmendedActivity;
import kepu.sample.profile.ActivityProfile.Archives;
import kepu.sample.profile.CampaignProfile.Chain;
import kepu.sample.profile.CampaignProfile.Practice;
import kepu.sample.profile.CampaignProfile.Research;
import kepu.sample.profile.DeskProfile.Consultation;
import kepu.sample.profile.DeskProfile.DistanceSession;
import kepu.sample.profile.InspectionProfile.Inspected;
import kepu.sample.profile.OrderProfile.Order;
import kepu.sample.profile.OrganizationProfile.Board;
import kepu.sample.profile.OrganizationProfile.Demonstration;
import kepu.sample.profile.OrganizationProfile.Document;
import kepu.sample.profile.OrganizationProfile.Group;
import kepu.sample.profile.OrganizationProfile.LedgerEntry;
import kepu.sample.profile.OrganizationProfile.Officer;
import kepu.sample.profile.OrganizationProfile.Station;
import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.RoomProfile.Room;
import kepu.sample.profile.TicketProfile.Ticket;
import kepu.sample.profile.VolunteersProfile.Links;
import kepu.sample.profile.VolunteersProfile.Served;
import kepu.sample.profile.VolunteersProfile.Talent;
import kepu.sample.profile.VolunteersProfile.Team;
import kepu.sample.profile.VolunteersProfile.Training;
import kepu.sample.profile.VolunteersProfile.Visits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One village's year as data: {@code villages/usual.yaml}, overlaid by the village's own file, where an object is merged
 * and anything else replaced.
 *
 * <p>Days and times are texts that a village's scripts read, {@code late} is a number of days or {@code usual}, and
 * {@code …OneIn: n} is a chance of one in n. What is drawn at random is drawn in the order in which the scripts ask: another
 * order is another year.
 *
 * @param summary what is right or wrong in its year, in one line
 * @param residents of the latest count; 0 where none were ever counted
 * @param earlierDocuments of the year before
 */
public record VillageProfile(
        String name,
        String summary,
        String established,
        int branches,
        int residents,
        List<ResidentCount> residentCounts,
        List<VenueKinds> venueKinds,
        List<Document> earlierDocuments,
        List<Document> documents,
        List<Group> groups,
        Station station,
        Board board,
        List<Officer> officers,
        Team team,
        Links links,
        Visits visits,
        List<Training> trainings,
        @Nullable Room room,
        List<Activity> activities,
        List<AmendedActivity> amendedActivities,
        Archives archives,
        List<Served> services,
        List<LedgerEntry> ledger,
        List<Demonstration> demonstrations,
        List<Ticket> tickets,
        List<Consultation> consultations,
        List<DistanceSession> distanceSessions,
        List<Talent> talents,
        List<Chain> chains,
        List<Research> research,
        List<Practice> practices,
        List<Inspected> inspections,
        List<Order> orders) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** {@code count} is {@code residents}, {@code more} or a random few {@code fewer}. */
    public record ResidentCount(
            String name,
            String on,
            int more,
            @Nullable Range fewer,
            @Nullable String late) {}

    public record VenueKinds(String name, List<String> kinds, String on) {}

    /** @param village name of its file */
    public static VillageProfile of(String village) {
        return YAML.treeToValue(merged(tree("usual"), tree(village)), VillageProfile.class);
    }

    private static JsonNode tree(String name) {
        try (InputStream file = Objects.requireNonNull(
                VillageProfile.class.getResourceAsStream("/kepu/sample/villages/" + name + ".yaml"), name)) {
            return YAML.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode merged(JsonNode usual, JsonNode own) {
        if (!(usual instanceof ObjectNode object) || !own.isObject()) {
            return own;
        }
        for (Map.Entry<String, JsonNode> property : own.properties()) {
            JsonNode before = object.get(property.getKey());
            object.set(property.getKey(), before == null ? property.getValue() : merged(before, property.getValue()));
        }
        return object;
    }
}
