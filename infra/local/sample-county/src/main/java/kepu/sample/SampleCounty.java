package kepu.sample;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kepu.sample.command.SampleCommand;
import kepu.sample.script.VillageScript;

/**
 * A fictional county (云汀县) with one township of sixteen villages and the facts of one year, the same commands for the
 * same seed and year.
 *
 * <p>{@link #setUp()} comes first; the lists of {@link #lists()} then need nothing of each other and may be loaded in
 * parallel, each in its own order.
 */
public final class SampleCounty {
    public static final long DEFAULT_SEED = 20250101L;
    public static final int DEFAULT_YEAR = 2025;
    public static final String COUNTY = "990101";
    public static final String TOWNSHIP = "990101201";
    public static final List<String> DEPARTMENTS = List.of(TOWNSHIP + "901", TOWNSHIP + "902");
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final long seed;
    private final int year;
    private final List<SampleCommand> setUp;
    private final Map<String, List<SampleCommand>> lists;

    public SampleCounty() {
        this(DEFAULT_SEED, DEFAULT_YEAR);
    }

    public SampleCounty(long seed, int year) {
        this.seed = seed;
        this.year = year;
        SplittableRandom random = new SplittableRandom(seed * 31 + year);
        TownshipScript township = new TownshipScript(seed, year);
        setUp = township.setUp();
        Map<String, List<SampleCommand>> byUnit = new LinkedHashMap<>();
        byUnit.put(TOWNSHIP, township.year(random.split()));
        for (SampleVillage village : SampleVillage.values()) {
            byUnit.put(village.unitId(), new VillageScript(village, seed, year, random.split()).commands());
        }
        lists = Collections.unmodifiableMap(byUnit);
    }

    /** Of commands that are given. */
    public SampleCounty(long seed, int year, List<SampleCommand> setUp, Map<String, List<SampleCommand>> lists) {
        this.seed = seed;
        this.year = year;
        this.setUp = List.copyOf(setUp);
        this.lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    }

    public long seed() {
        return seed;
    }

    public int year() {
        return year;
    }

    /** County, township, departments and the three windows; to be loaded before anything else. */
    public List<SampleCommand> setUp() {
        return setUp;
    }

    /** The commands of the township and of each village by unit id; each list in its own order. */
    public Map<String, List<SampleCommand>> lists() {
        return lists;
    }

    /** Every command in an order in which they can be sent one by one. */
    public List<SampleCommand> commands() {
        List<SampleCommand> all = new ArrayList<>(setUp);
        lists.values().forEach(all::addAll);
        return Collections.unmodifiableList(all);
    }
}
