package kepu.campaigns.archive;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.campaigns.file.ArchiveFiles;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Which files entries name that hold. */
@Component
class NamedFiles implements ArchiveFiles.Uses {
    private final MongoOperations mongo;

    NamedFiles(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Set<String> named(Collection<String> fileIds) {
        Set<String> named = new HashSet<>();
        mongo.getCollection(mongo.getCollectionName(ArchiveEntry.class))
                .find(Filters.and(Filters.in("content.file.fileId", fileIds), Filters.eq("withdrawn", false)))
                .projection(Projections.include("content.file.fileId"))
                .forEach(entry -> named.add(entry.getEmbedded(List.of("content", "file", "fileId"), String.class)));
        return named;
    }
}
