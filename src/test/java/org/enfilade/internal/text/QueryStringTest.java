package org.enfilade.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {
    @ParameterizedTest
    @CsvSource({
        "EIO=4&transport=polling, '{EIO=[4], transport=[polling]}'",
        "a=1&b=2&a=3,             '{a=[1, 3], b=[2]}'",
        "a,                       '{a=[]}'",
        "a=,                      '{a=[]}'",
        "=x,                      '{=[x]}'",
        "&&a=1&,                  '{a=[1]}'",
        "a=b=c,                   '{a=[b=c]}'",
        "a+b=c+d%20e,             '{a b=[c d e]}'",
        "n%C3%A9=%E2%82%AC,       '{n\u00e9=[\u20ac]}'",
        "a=%zz&b=%4,              '{a=[%zz], b=[%4]}'",
        "a=%+1&b=%-1&c=%,         '{a=[%+1], b=[%-1], c=[%]}'",
        "a=%FF,                   '{a=[\ufffd]}'",
        "__proto__=x,             '{__proto__=[x]}'"
    })
    void query_isDecodedInOrder(String query, String expected) {
        assertThat(QueryString.parse(query)).hasToString(expected);
    }

    @Test
    void noQuery_isEmpty() {
        assertThat(QueryString.parse(null)).isEmpty();
        assertThat(QueryString.parse("")).isEmpty();
        assertThat(QueryString.parse("a=").get("a")).containsExactly("");
    }

    @Test
    void result_cannotBeChanged() {
        Map<String, List<String>> query = QueryString.parse("a=1");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(query::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> query.get("a").add("2"));
    }
}
