package kepu.sample.profile;

import java.util.List;
import kepu.sample.profile.ProfileValues.Closure;
import kepu.sample.profile.ProfileValues.Correction;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** What a village's organization does in its year. */
public final class OrganizationProfile {
    private OrganizationProfile() {}

    /**
     * A plan, summary or set of rules.
     *
     * @param yearOffset of the year that it names
     * @param filed absent: on the usual day
     */
    public record Document(
            String name,
            String kind,
            int yearOffset,
            @Nullable String filed,
            @Nullable String late,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}

    /** A leading group; the members of a group without {@code at} are assigned five minutes apart when it is formed. */
    public record Group(
            String name,
            String formed,
            @Nullable String until,
            List<GroupMember> members,
            @Nullable Closure dissolved) {}

    public record GroupMember(
            String name,
            String role,
            @Nullable String at,
            @Nullable String released) {}

    public record Station(String registered, @Nullable Closure closed) {}

    public record Board(String registered, List<String> updates, List<AmendedUpdate> amendedUpdates) {}

    public record AmendedUpdate(
            String name,
            String on,
            @Nullable String late,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}

    public record Officer(
            String name,
            String on,
            @Nullable String until,
            @Nullable String left) {}

    /**
     * An entry of the funding ledger of {@code fen} and {@code fenPerResident} for each resident of the latest count.
     *
     * @param restated fen of the correction, if there is one
     */
    public record LedgerEntry(
            String name,
            String stage,
            String purpose,
            String source,
            String on,
            int fen,
            int fenPerResident,
            @Nullable String late,
            @Nullable Restated restated,
            @Nullable Withdrawal withdrawn) {}

    /** The entry is of {@code stage} and of {@code fen} and {@code fenPerResident}. */
    public record Restated(String stage, String on, int fen, int fenPerResident) {}

    /**
     * An application for a demonstration title.
     *
     * @param household its number, if it is one
     * @param sentBack when it was sent back first, resubmitted a week later
     * @param refused whether the review refused it
     * @param awarded absent: it has not been
     * @param until last day
     */
    public record Demonstration(
            String name,
            @Nullable String household,
            String applied,
            @Nullable String sentBack,
            String reviewed,
            boolean refused,
            @Nullable String awarded,
            @Nullable String until,
            @Nullable Renewal renewed,
            @Nullable Closure revoked,
            @Nullable Withdrawal withdrawn) {}

    public record Renewal(String rechecked, String at, String until) {}
}
