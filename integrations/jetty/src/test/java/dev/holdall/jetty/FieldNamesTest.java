package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldNamesTest {

    @Test
    void attribute_hasItsOwnName_afterAPrefix() {
        assertThat(FieldNames.ofAttribute("user")).isEqualTo("a:user");
        assertThat(FieldNames.ofAttribute("x".repeat(253))).isEqualTo("a:" + "x".repeat(253));
    }

    @Test
    void nameThatNoFieldCanHave_isHashed() {
        assertThat(FieldNames.ofAttribute("x".repeat(254))).startsWith("h:").hasSize(66);
        assertThat(FieldNames.ofAttribute("é".repeat(127))).startsWith("h:");
        assertThat(FieldNames.ofAttribute("a\nb")).startsWith("h:").isNotEqualTo(FieldNames.ofAttribute("a\tb"));
        assertThat(FieldNames.ofAttribute("\ud800")).startsWith("h:").isNotEqualTo(FieldNames.ofAttribute("\ud801"));
    }

    @Test
    void attributes_areToldFromTheRest() {
        assertThat(FieldNames.isAttribute(FieldNames.ofAttribute("times"))).isTrue();
        assertThat(FieldNames.isAttribute(FieldNames.ofAttribute("\n"))).isTrue();
        assertThat(FieldNames.isAttribute(FieldNames.TIMES)).isFalse();
    }
}
