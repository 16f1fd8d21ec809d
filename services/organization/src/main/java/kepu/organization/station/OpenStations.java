package kepu.organization.station;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** A station is closed before its unit is. */
@Component
class OpenStations implements Units.Ending {
    private final MongoOperations mongo;

    OpenStations(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Units.Open> openFrom(String unitId, Instant at) {
        return mongo.find(query(where("unitId").is(unitId)), Station.class).stream()
                .filter(station -> station.openFrom(at))
                .map(station -> new Units.Open(Units.What.STATION, station.id(), unitId, station.venue()))
                .toList();
    }
}
