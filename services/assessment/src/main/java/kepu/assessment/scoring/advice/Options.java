package kepu.assessment.scoring.advice;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.scheme.Indicator;

/** What a village can do for the indicators with one policy, in the order in which it is tried. */
@FunctionalInterface
interface Options {
    /**
     * By name of the policy. What others decide on (titles, orders, inspections), how many people read and how long they serve
     * is no one's advice.
     */
    Map<String, Options> BY_POLICY = Stream.of(
                    OrganizationOptions.BY_POLICY,
                    VolunteerOptions.BY_POLICY,
                    ReadingRoomOptions.BY_POLICY,
                    CampaignOptions.BY_POLICY)
            .flatMap(some -> some.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /**
     * Bundles of steps that make sense together only.
     *
     * @param result of the indicator if nothing is done
     */
    List<List<Step>> of(Situation situation, Indicator indicator, IndicatorResult result);
}
