package kepu.readingrooms.catalogue;

import kepu.defaults.Rejection;

/** Why a delivery or a stock-take is refused; lines are counted from 1. */
final class CatalogueRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private CatalogueRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static CatalogueRejection invalidIsbn(int line, String stated) {
        return new CatalogueRejection(422, "invalid-isbn", String.valueOf(line), stated);
    }

    static CatalogueRejection invalidIssn(int line, String stated) {
        return new CatalogueRejection(422, "invalid-issn", String.valueOf(line), stated);
    }

    static CatalogueRejection numberOfAnotherKind(int line, Resource.Kind kind) {
        return new CatalogueRejection(422, "number-of-another-kind", String.valueOf(line), kind);
    }

    static CatalogueRejection notInStock(int line, String resourceId) {
        return new CatalogueRejection(422, "not-in-stock", String.valueOf(line), resourceId);
    }

    static CatalogueRejection nothingLost(int line, String resourceId, int booked) {
        return new CatalogueRejection(422, "nothing-lost", String.valueOf(line), resourceId, String.valueOf(booked));
    }

    static CatalogueRejection countedTwice(int line, String resourceId) {
        return new CatalogueRejection(422, "counted-twice", String.valueOf(line), resourceId);
    }
}
