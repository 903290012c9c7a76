package dev.holdall.cassandra.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.cassandra.internal.options.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableLayoutTest {

    private final TableLayout maps = TableLayout.maps(new Table("holdall", "maps"));

    @Test
    void tables_areDocumentedAsTheyAreCreated() throws IOException {
        String document = Files.readString(Path.of("../docs/backends/cassandra.md"));

        for (TableLayout layout : List.of(TableLayout.entries(new Table("holdall", "sessions")), maps)) {
            assertThat(document)
                    .contains("CREATE TABLE " + layout.table() + " " + layout.definition() + "\n")
                    .contains(layout.orderCql().strip() + "\n");
        }
    }

    @Test
    void differences_nameTheOptionAndTheColumns() {
        Map<String, String> found = new HashMap<>(maps.columns());
        found.put("value", "regular text");
        found.remove("born");

        assertThat(maps.differences(maps.columns(), maps.order())).isEmpty();
        assertThat(maps.differences(found, maps.order()))
                .containsExactly("maps-table: holdall.maps is not (key text, born blob, field text, value blob,"
                        + " PRIMARY KEY (key, born, field)): the column born is missing, the column value is a"
                        + " regular text, not a regular blob");
        assertThat(maps.differences(maps.columns(), List.of("field ASC", "born DESC")))
                .containsExactly("maps-table: holdall.maps has the clustering order (field ASC, born DESC), not (born"
                        + " DESC, field ASC)");
    }
}
