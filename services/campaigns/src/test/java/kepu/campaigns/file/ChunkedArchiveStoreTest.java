package kepu.campaigns.file;

class ChunkedArchiveStoreTest extends ArchiveStoreContract {
    @Override
    ArchiveStore store() {
        return new ChunkedArchiveStore(mongo);
    }

    @Override
    long held() {
        return mongo.getCollection("archive-chunks").countDocuments();
    }
}
