package kepu.volunteers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NationalRecordsTest {
    @Test
    void a_county_states_headers_their_order_and_what_stays_blank() {
        assertThat(NationalRecords.read(List.of("服务时长(小时)=hours", "志愿者姓名=name", "备注="))
                        .sequencedEntrySet())
                .extracting(column -> column.getKey() + ":" + column.getValue())
                .containsExactly("服务时长(小时):hours", "志愿者姓名:name", "备注:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"姓名", "=name", "姓名=nobody", "姓名=name=id", "证件号码=idNumber"})
    void what_cannot_be_read_or_stands_there_twice_keeps_the_service_from_starting(String column) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NationalRecords.read(List.of("证件号码=idNumber", column)))
                .withMessageContaining("national-columns");
    }

    @Test
    void a_file_without_columns_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> NationalRecords.read(List.of()));
    }
}
