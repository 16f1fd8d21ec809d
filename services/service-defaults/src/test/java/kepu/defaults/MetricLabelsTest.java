package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricLabelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unit=x",
                "unit_id=x",
                "personId=x",
                "actor=x",
                "uri=/boards/510182101201",
                "uri=/units/510182",
                "group=510182101",
                "id=0197f3a2-4c11-7c55-9a53-0d5e8a7b6c1d",
                "uri=/persons/13812345678"
            })
    void these_tell_whose_a_metric_is(String label) {
        assertThat(MetricLabels.isSomebodys(label)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uri=/api/v1/boards/{id}",
                "node_id=node-2147483646",
                "server_address=127.0.0.1:27017",
                "cluster_id=6a512345bc0d9e8f7a6b5c4d",
                "group=volunteers.access",
                "status=200"
            })
    void these_do_not(String label) {
        assertThat(MetricLabels.isSomebodys(label)).isFalse();
    }

    @Test
    void a_bucket_s_bound_is_a_number_and_nobody() {
        MetricLabels.tellNobodyApart("# HELP x of unit=\"1\"\nx_bucket{uri=\"/a\",le=\"300000\"} 1.0\n");
        assertThatThrownBy(() -> MetricLabels.tellNobodyApart("x{unit=\"510182101201\"} 1.0\n"))
                .isInstanceOf(AssertionError.class);
    }
}
