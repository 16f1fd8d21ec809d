package kepu.defaults.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.stream.IntStream;
import kepu.embedded.TestStore;
import kepu.embedded.TestStore.NeedsMongoDb;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.mongodb.core.MongoTemplate;

/** How MongoDB itself answers what is asked of it every 30 s. */
@ExtendWith(NeedsMongoDb.class)
class HeadsPlanIT {
    @Test
    void a_look_at_the_next_heads_reads_them_by_the_index_and_no_others() {
        try (TestStore store = TestStore.openMongoDb();
                MongoClient client = MongoClients.create(store.uri())) {
            MongoTemplate mongo = new MongoTemplate(client, store.database("heads"));
            mongo.getCollection(AuditDocuments.HEADS)
                    .insertMany(IntStream.range(0, 5_000)
                            .mapToObj(unit -> new Document("_id", "5101821%05d".formatted(unit)))
                            .toList());

            Document plan = new AuditDocuments(mongo)
                    .headsAfter("510182102500", CheckpointCheck.HEADS_A_ROUND)
                    .explain(ExplainVerbosity.EXECUTION_STATS);

            assertThat(plan.get("queryPlanner", Document.class).toJson())
                    .contains("IXSCAN")
                    .doesNotContain("COLLSCAN", "\"SORT\"");
            Document executed = plan.get("executionStats", Document.class);
            assertThat(executed.getInteger("nReturned")).isEqualTo(CheckpointCheck.HEADS_A_ROUND);
            assertThat(executed.getInteger("totalDocsExamined")).isEqualTo(CheckpointCheck.HEADS_A_ROUND);
        }
    }
}
